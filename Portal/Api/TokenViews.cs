using System.Security.Claims;
using Portal.Access;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>Puts a decoded token into words.</summary>
internal static class TokenViews
{
    public static TokenView Create(string hop, IReadOnlyList<Claim> claims)
    {
        var facts = TokenFacts.Read(claims);
        var (title, summary) = Describe(hop);
        return new TokenView(
            hop,
            title,
            summary,
            facts.Audience,
            facts.Scopes,
            facts.Roles,
            facts.IssuedAt,
            facts.ExpiresAt,
            [.. claims.Select(c => new TokenClaim(c.Type, c.Value, ClaimGlossary.Explain(c.Type, c.Value)))]);
    }

    public static TokenView Absent(string hop, ApiProblem problem)
    {
        var (title, summary) = Describe(hop);
        return new TokenView(hop, title, summary, null, [], [], null, null, [], problem);
    }

    private static (string Title, string Summary) Describe(string hop) => hop switch
    {
        TokenHops.IdToken => (
            "Id token",
            "Tells the portal who signed in. The portal reads it once, at sign-in, and calls nothing with it."),
        TokenHops.Portal => (
            "Portal token",
            "Opens the portal's own backend. The pages send it to /api, which exchanges it on behalf of the user."),
        _ => (
            $"{hop} token",
            $"What the backend got in exchange for the portal token. {hop} decides by it, and sees both: the user and the portal."),
    };
}
