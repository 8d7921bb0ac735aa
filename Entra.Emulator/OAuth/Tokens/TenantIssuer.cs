using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Tokens;

/// <summary>The <c>iss</c> of every token: under the back-channel, so known only once the emulator listens.</summary>
internal sealed class TenantIssuer(EmulatorAddresses addresses, TenantDirectory tenant)
{
    public string Value => $"{addresses.BackChannel}{tenant.Id}/v2.0";

    /// <summary>That of v1 tokens. Entra's is the same in every cloud, whatever the instance; so it is here.</summary>
    public string V1 => $"https://sts.windows.net/{tenant.Id}/";
}
