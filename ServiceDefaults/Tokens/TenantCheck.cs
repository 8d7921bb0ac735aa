using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class TenantCheck(TokenExpectations expected) : TokenCheck("tenant")
{
    public override string Demand => $"From the tenant {expected.Tenant}: that is its tid.";

    public override IReadOnlyList<string> Accepted => [expected.Tenant];

    // Microsoft.Identity.Web also holds the issuer against tid: with the right issuer, it is tid that is wrong.
    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException && token?.Issuer == expected.Authority ? Refuse(token) : null;

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("tid", out var tenant) && tenant == expected.Tenant
            ? null
            : Refusal(TokenCodes.TenantWrong, "Token tenant wrong", $"Its tid is not the tenant that {expected.Service} serves.");
}
