using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

internal sealed class TenantCheck(TokenExpectations expected) : TokenCheck("tenant")
{
    public override string Demand => $"The token is from the tenant {expected.Tenant} (tid).";

    public override IReadOnlyList<string> Accepted => [expected.Tenant];

    // Microsoft.Identity.Web also compares the issuer with tid: if the issuer is right, tid is wrong.
    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException && token?.Issuer == expected.Authority ? Refuse(token) : null;

    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.TryGetPayloadValue<string>("tid", out var tenant) && tenant == expected.Tenant
            ? null
            : Refusal(TokenCodes.TenantWrong, "Token tenant wrong", $"tid is not the tenant that {expected.Service} serves.");
}
