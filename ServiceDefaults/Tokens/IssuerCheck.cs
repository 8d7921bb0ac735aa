using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>
/// The library compares the issuer with the authority's metadata; this check names the expected issuer.
/// </summary>
internal sealed class IssuerCheck(TokenExpectations expected) : TokenCheck("issuer")
{
    public override string Demand => $"The token was issued by {expected.Authority} (exact match).";

    public override IReadOnlyList<string> Accepted => [expected.Authority];

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException && token?.Issuer != expected.Authority ? Refused(token?.Issuer) : null;

    // The library also accepts the cloud's other host names and v1 issuers.
    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.Issuer == expected.Authority ? null : Refused(token.Issuer);

    // Not echoed in Production: the issuer may name another customer's tenant.
    private TokenRefusal Refused(string? issuer) => Refusal(
        TokenCodes.IssuerWrong,
        "Token issuer wrong",
        !expected.NamesIssuers || issuer is null
            ? $"The issuer is not the authority that {expected.Service} trusts."
            : $"The token was issued by {issuer}; {expected.Service} trusts {expected.Authority}.");
}
