using AccessContract;
using AccessContract.Checks;
using Portal.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Tokens;

/// <summary>Puts a decoded token into words.</summary>
internal sealed class TokenViews(TimeProvider time)
{
    private const int MaxClaims = 500;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public TokenView Create(string hop, TokenContent token)
    {
        var facts = TokenFacts.Read(token.Claims);
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
            [.. token.Claims.Take(MaxClaims).Select(c => new TokenClaim(
                c.Type, c.Value, ClaimGlossary.Explain(c.Type, c.Value), ClaimGlossary.Time(c.Type, c.Value)))],
            Header: [.. token.Header.Select(h => new TokenClaim(h.Key, h.Value, ClaimGlossary.ExplainHeader(h.Key)))],
            Findings: [.. Find(hop, token), .. TooMany(token)]);
    }

    public static TokenView Absent(string hop, ApiProblem problem)
    {
        var (title, summary) = Describe(hop);
        return new TokenView(hop, title, summary, null, [], [], null, null, [], problem);
    }

    // That the session's id token is one, its title says.
    private IEnumerable<TokenFinding> Find(string hop, TokenContent token) =>
        TokenFindings.Of(token, time.GetUtcNow(), Skew)
            .Where(f => hop != TokenHops.IdToken || f.Code != "id_token")
            .Select(InspectionMapper.Of);

    private static IEnumerable<TokenFinding> TooMany(TokenContent token)
    {
        if (token.Claims.Count > MaxClaims)
        {
            yield return new TokenFinding(
                "many_values", FindingWeights.Warning, "More values than are shown", $"It has {token.Claims.Count} values; the first {MaxClaims} are listed.");
        }
    }

    private static (string Title, string Summary) Describe(string hop) => hop switch
    {
        TokenHops.IdToken => (
            "Id token",
            "Tells the portal who signed in. The portal reads it once, at sign-in, and calls nothing with it."),
        TokenHops.Portal => (
            "Portal token",
            "Opens the portal's own backend. The pages send it to /api, which exchanges it on behalf of the user."),
        TokenHops.Pasted => (
            "Pasted token",
            "Decoded for you to look at. The portal did not check its signature, kept nothing of it and sent it nowhere."),
        _ when TokenHops.ApiOfApplication(hop) is { } api => (
            $"App-only token for {api}",
            $"The portal’s own, from client credentials: nobody signed in for it. {api} sees an application and no user."),
        _ => (
            $"{hop} token",
            $"What the backend got in exchange for the portal token. {hop} decides by it, and sees both: the user and the portal."),
    };
}
