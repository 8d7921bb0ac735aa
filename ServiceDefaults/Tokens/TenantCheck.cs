using Microsoft.IdentityModel.JsonWebTokens;

namespace ServiceDefaults.Tokens;

internal sealed class TenantCheck(TokenExpectations expected) : TokenCheck("tenant")
{
    public override string Demand => $"From the tenant {expected.Tenant}: that is its tid.";

    public override IReadOnlyList<string> Accepted => [expected.Tenant];

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("tid", out var tenant) && tenant == expected.Tenant
            ? null
            : Refusal(TokenCodes.TenantWrong, "Token tenant wrong", $"Its tid is not the tenant that {expected.Service} serves.");
}
