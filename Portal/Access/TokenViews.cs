using AccessContract;
using AccessContract.Checks;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Access;

/// <summary>Describes and explains decoded tokens for display.</summary>
internal sealed class TokenViews(KnownIds knownIds, TimeProvider time)
{
    private const int MaxClaims = 500;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public TokenView Create(string hop, TokenContent token)
    {
        var facts = TokenFacts.Read(token.Claims);
        var issuer = TokenIssuer.Of(token);
        var (title, summary) = Describe(hop);
        var view = new TokenView(
            hop,
            title,
            summary,
            facts.Audience,
            facts.Scopes,
            facts.Roles,
            facts.IssuedAt,
            facts.ExpiresAt,
            [.. token.Claims.Take(MaxClaims).Select(c => new TokenClaim(
                c.Type, c.Value, ClaimGlossary.Explain(c.Type, c.Value, issuer), ClaimGlossary.Time(c.Type, c.Value, issuer)))],
            Header: [.. token.Header.Select(h => new TokenClaim(h.Key, h.Value, ClaimGlossary.ExplainHeader(h.Key, issuer)))],
            Findings: [.. Find(hop, token), .. TooMany(token)]);
        return view with { Claims = [.. view.Claims.Select(c => c with { Label = knownIds.LabelOf(c.Name, c.Value) })] };
    }

    public static TokenView Absent(string hop, ApiProblem? problem)
    {
        var (title, summary) = Describe(hop);
        return new TokenView(hop, title, summary, null, [], [], null, null, [], problem);
    }

    // The title of the session's ID token already says what it is.
    private IEnumerable<Finding> Find(string hop, TokenContent token) =>
        TokenFindings.Of(token, time.GetUtcNow(), Skew)
            .Where(f => hop != TokenHops.IdToken || f.Code != "id_token");

    private static IEnumerable<Finding> TooMany(TokenContent token)
    {
        if (token.Claims.Count > MaxClaims)
        {
            yield return new Finding(
                "many_values",
                FindingWeight.Warning,
                "Not all values are shown",
                $"The token has {token.Claims.Count} values; the first {MaxClaims} are listed.");
        }
    }

    private static (string Title, string Summary) Describe(string hop) => hop switch
    {
        TokenHops.IdToken => (
            "ID token",
            "Identifies the user to the portal. The portal reads it once, at sign-in, and calls no API with it."),
        TokenHops.Portal => (
            "Portal token",
            "Authorizes calls to the portal's backend. The pages send it to /api, which exchanges it on behalf of the user."),
        _ when TokenHops.PastedNumber(hop) is { } number => (
            number == "1" ? "Pasted token" : $"Pasted token {number}",
            "Checked by the keys and rules of each API. Not stored, not forwarded."),
        _ when TokenHops.ApiOfApplication(hop) is { } api => (
            $"App-only token for {api}",
            $"The portal’s own token, from client credentials. {api} sees an application, not a user."),
        _ => (
            $"{hop} token",
            $"Obtained by the backend in exchange for the portal token. It identifies the user and the portal to {hop}."),
    };
}
