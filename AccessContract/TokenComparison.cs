using System.Security.Claims;

namespace AccessContract;

/// <summary>Two tokens side by side, claim by claim.</summary>
public static class TokenComparison
{
    // What decides comes first; the rest follows by name.
    private static readonly string[] First =
        ["aud", "iss", "ver", "azp", "appid", "azpacr", "appidacr", "idtyp", "scp", "roles", "oid", "sub", "tid", "name", "preferred_username", "acrs", "amr", "iat", "nbf", "exp"];

    private static readonly Dictionary<(string, DifferenceState), string> Words = new()
    {
        [("aud", DifferenceState.Differs)] = "This is what on-behalf-of is for: a token opens one app, so each hop has a token of its own.",
        [("aud", DifferenceState.Same)] = "Both are for the same app.",
        [("iss", DifferenceState.Differs)] = "Two authorities, two tenants, or v1 beside v2.",
        [("iss", DifferenceState.Same)] = "The same authority issued both.",
        [("ver", DifferenceState.Differs)] = "The registration of each API chooses the version of its tokens.",
        [("azp", DifferenceState.Differs)] = "Two clients asked for them. After on-behalf-of the API sees the middle one, not the first.",
        [("azp", DifferenceState.Same)] = "The same client asked for both: to the API, the portal calls.",
        [("azp", DifferenceState.OnlyLeft)] = "Only access tokens say who asked for them.",
        [("azp", DifferenceState.OnlyRight)] = "Only access tokens say who asked for them.",
        [("scp", DifferenceState.Differs)] = "Scopes belong to an API: what may be done for the user there says nothing about here.",
        [("scp", DifferenceState.OnlyLeft)] = "Without scp the other is an id token, or an application’s.",
        [("scp", DifferenceState.OnlyRight)] = "Without scp the other is an id token, or an application’s.",
        [("roles", DifferenceState.Differs)] = "Roles are assigned on each app, to each person or application by itself.",
        [("roles", DifferenceState.OnlyLeft)] = "Roles are assigned on each app; a role here is none there.",
        [("roles", DifferenceState.OnlyRight)] = "Roles are assigned on each app; a role here is none there.",
        [("oid", DifferenceState.Same)] = "The same person (or application): this is how one is recognised across apps.",
        [("oid", DifferenceState.Differs)] = "Two persons, or a person and an application.",
        [("sub", DifferenceState.Differs)] = "Made for each app, so that apps cannot compare notes. oid tells whether it is the same person.",
        [("sub", DifferenceState.Same)] = "The same person at the same app.",
        [("tid", DifferenceState.Differs)] = "Two tenants.",
        [("idtyp", DifferenceState.OnlyLeft)] = "Says outright whether a user is involved, where the API asked for it.",
        [("idtyp", DifferenceState.OnlyRight)] = "Says outright whether a user is involved, where the API asked for it.",
        [("nonce", DifferenceState.OnlyLeft)] = "Only id tokens have it: it ties one to the sign-in that was begun here.",
        [("nonce", DifferenceState.OnlyRight)] = "Only id tokens have it: it ties one to the sign-in that was begun here.",
        [("iat", DifferenceState.Differs)] = "Issued at two moments. On-behalf-of does not prolong anything: each has its own lifetime.",
        [("exp", DifferenceState.Differs)] = "Each runs out by itself.",
        [("acrs", DifferenceState.OnlyLeft)] = "A stronger sign-in was asked for on this side only.",
        [("acrs", DifferenceState.OnlyRight)] = "A stronger sign-in was asked for on this side only.",
        [("sid", DifferenceState.Same)] = "The same session at the authority.",
        [("uti", DifferenceState.Differs)] = "Every token has its own.",
        [("aio", DifferenceState.Differs)] = "Differs in every token, and means nothing to us.",
        [("rh", DifferenceState.Differs)] = "Differs in every token, and means nothing to us.",
        [("groups", DifferenceState.OnlyLeft)] = "Each app’s registration decides whether its tokens list groups.",
        [("groups", DifferenceState.OnlyRight)] = "Each app’s registration decides whether its tokens list groups.",
    };

    public static IReadOnlyList<Difference> Of(IReadOnlyList<Claim> left, IReadOnlyList<Claim> right)
    {
        var (ours, theirs) = (Values(left), Values(right));
        return
        [
            .. ours.Select(c => c.Key).Union(theirs.Select(c => c.Key), StringComparer.Ordinal)
                .OrderBy(Rank)
                .ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => Compare(name, [.. ours[name]], [.. theirs[name]])),
        ];
    }

    private static Difference Compare(string name, IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var state = (left.Count, right.Count) switch
        {
            (_, 0) => DifferenceState.OnlyLeft,
            (0, _) => DifferenceState.OnlyRight,
            _ => AsSet(name, left).SetEquals(AsSet(name, right)) ? DifferenceState.Same : DifferenceState.Differs,
        };
        return new Difference(name, left, right, state, Words.GetValueOrDefault((name, state)));
    }

    // Neither the order of a list nor that of scopes in their one text means anything.
    private static HashSet<string> AsSet(string name, IReadOnlyList<string> values) =>
        name == "scp" ? [.. values.SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))] : [.. values];

    private static ILookup<string, string> Values(IReadOnlyList<Claim> claims) =>
        claims.ToLookup(c => c.Type, c => c.Value, StringComparer.Ordinal);

    private static int Rank(string name) => Array.IndexOf(First, name) is >= 0 and var rank ? rank : First.Length;
}

/// <summary>One claim in two tokens.</summary>
/// <param name="Words">What the difference, or that there is none, means; null where it means nothing in particular.</param>
public sealed record Difference(
    string Name, IReadOnlyList<string> Left, IReadOnlyList<string> Right, DifferenceState State, string? Words);

public enum DifferenceState
{
    Same,
    Differs,
    OnlyLeft,
    OnlyRight,
}
