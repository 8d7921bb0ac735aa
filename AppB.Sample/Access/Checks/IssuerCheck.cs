using AppB.Sample.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AppB.Sample.Access.Checks;

/// <summary>The library compares the issuer with the authority's metadata; the answer says what it should have been.</summary>
internal sealed class IssuerCheck(EntraOptions entra, IHostEnvironment environment) : TokenCheck("issuer")
{
    public override string Demand => $"Issued by {entra.Authority}, compared letter by letter.";

    public override IReadOnlyList<string> Accepted => [entra.Authority];

    public override TokenRefusal? Explain(Exception failure, JsonWebToken? token) =>
        failure is SecurityTokenInvalidIssuerException ? Refused(token?.Issuer) : null;

    // The library also takes the issuers of the cloud's other host names and of v1.
    public override TokenRefusal? Refuse(JsonWebToken token) =>
        token.Issuer == entra.Authority ? null : Refused(token.Issuer);

    // In Production a refused token does not get its issuer echoed: it may name another customer's tenant.
    private TokenRefusal Refused(string? issuer) => Refusal(
        ProblemCodes.IssuerWrong,
        "Token issuer wrong",
        environment.IsProduction() || issuer is null
            ? "Another authority issued it than the one that AppB trusts."
            : $"It was issued by {issuer}; AppB trusts {entra.Authority}.");
}
