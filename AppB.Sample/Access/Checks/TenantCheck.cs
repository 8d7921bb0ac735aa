using AppB.Sample.Problems;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AppB.Sample.Access.Checks;

internal sealed class TenantCheck(EntraOptions entra) : TokenCheck("tenant")
{
    public override string Demand => $"From the tenant {entra.Tenant}: that is its tid.";

    public override IReadOnlyList<string> Accepted => [entra.Tenant];

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("tid", out var tenant) && tenant == entra.Tenant
            ? null
            : Refusal(ProblemCodes.TenantWrong, "Token tenant wrong", "Its tid is not the tenant that AppB serves.");
}
