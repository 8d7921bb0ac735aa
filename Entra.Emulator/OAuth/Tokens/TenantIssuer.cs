using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>
/// The issuer of all tokens. It contains the back-channel address, so it is known only once the emulator listens.
/// </summary>
internal sealed class TenantIssuer(EmulatorAddresses addresses, TenantDirectory tenant)
{
    public string Value => $"{addresses.BackChannel}{tenant.Id}/v2.0";

    /// <summary>The issuer of v1 tokens, which in Entra is the same for every instance.</summary>
    public string V1 => $"https://sts.windows.net/{tenant.Id}/";
}
