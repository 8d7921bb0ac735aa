using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>The library compares the issuer with the authority's metadata; the answer says what it should have been.</summary>
internal sealed class IssuerCheck(TokenExpectations expected) : TokenCheck("issuer")
{
    public override string Demand => $"Issued by {expected.Authority}, compared letter by letter.";

    public override IReadOnlyList<string> Accepted => [expected.Authority];

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException && token?.Issuer != expected.Authority ? Refused(token?.Issuer) : null;

    // The library also takes the issuers of the cloud's other host names and of v1.
    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.Issuer == expected.Authority ? null : Refused(token.Issuer);

    // In Production a refused token does not get its issuer echoed: it may name another customer's tenant.
    private TokenRefusal Refused(string? issuer) => Refusal(
        TokenCodes.IssuerWrong,
        "Token issuer wrong",
        !expected.NamesIssuers || issuer is null
            ? $"Another authority issued it than the one that {expected.Service} trusts."
            : $"It was issued by {issuer}; {expected.Service} trusts {expected.Authority}.");
}
