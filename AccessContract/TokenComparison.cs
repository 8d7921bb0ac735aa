using System.Security.Claims;
using System.Text.Json.Serialization;

namespace AccessContract;

/// <summary>Compares two tokens claim by claim.</summary>
public static class TokenComparison
{
    // Claims that decide access come first; the others follow by name.
    private static readonly string[] First =
        ["aud", "iss", "ver", "azp", "appid", "azpacr", "appidacr", "idtyp", "scp", "roles", "oid", "sub", "tid", "name", "preferred_username", "acrs", "amr", "iat", "nbf", "exp"];

    private static readonly Dictionary<(string, DifferenceState), string> Explanations = new()
    {
        [("aud", DifferenceState.Differs)] = "A token is valid for one app, so each hop needs its own token, obtained with on-behalf-of.",
        [("aud", DifferenceState.Same)] = "Both tokens are for the same app.",
        [("iss", DifferenceState.Differs)] = "Different sign-in services, tenants or token versions.",
        [("iss", DifferenceState.Same)] = "The same sign-in service issued both tokens.",
        [("ver", DifferenceState.Differs)] = "Each API’s registration determines the version of its tokens.",
        [("azp", DifferenceState.Differs)] = "Different clients requested the tokens. After on-behalf-of, the API sees the middle tier as the client.",
        [("azp", DifferenceState.Same)] = "The same client requested both tokens.",
        [("azp", DifferenceState.OnlyLeft)] = "Only access tokens name the client that requested them.",
        [("azp", DifferenceState.OnlyRight)] = "Only access tokens name the client that requested them.",
        [("scp", DifferenceState.Differs)] = "Scopes belong to one API; they have no meaning for another.",
        [("scp", DifferenceState.OnlyLeft)] = "The token without scp is an ID token or an app-only token.",
        [("scp", DifferenceState.OnlyRight)] = "The token without scp is an ID token or an app-only token.",
        [("roles", DifferenceState.Differs)] = "Roles are assigned per app, to each user or application.",
        [("roles", DifferenceState.OnlyLeft)] = "Roles are assigned per app; a role on one app does not apply to another.",
        [("roles", DifferenceState.OnlyRight)] = "Roles are assigned per app; a role on one app does not apply to another.",
        [("oid", DifferenceState.Same)] = "The same user or application; oid identifies it across apps.",
        [("oid", DifferenceState.Differs)] = "Two users, two applications, or a user and an application.",
        [("sub", DifferenceState.Differs)] = "sub is different for each app, so apps cannot correlate users by it. Compare oid to identify the user.",
        [("sub", DifferenceState.Same)] = "The same user at the same app.",
        [("tid", DifferenceState.Differs)] = "Different tenants.",
        [("idtyp", DifferenceState.OnlyLeft)] = "Optional claim: says whether the token is for a user or app-only.",
        [("idtyp", DifferenceState.OnlyRight)] = "Optional claim: says whether the token is for a user or app-only.",
        [("nonce", DifferenceState.OnlyLeft)] = "Ties an ID token to the sign-in request. Access tokens do not have it.",
        [("nonce", DifferenceState.OnlyRight)] = "Ties an ID token to the sign-in request. Access tokens do not have it.",
        [("iat", DifferenceState.Differs)] = "Issued at different times. Each token has its own lifetime.",
        [("exp", DifferenceState.Differs)] = "Each token expires at its own time.",
        [("acrs", DifferenceState.OnlyLeft)] = "Only this token lists satisfied authentication contexts.",
        [("acrs", DifferenceState.OnlyRight)] = "Only this token lists satisfied authentication contexts.",
        [("sid", DifferenceState.Same)] = "The same session at the sign-in service.",
        [("uti", DifferenceState.Differs)] = "Every token has a unique ID.",
        [("aio", DifferenceState.Differs)] = "Internal to the sign-in service; differs between tokens.",
        [("rh", DifferenceState.Differs)] = "Internal to the sign-in service; differs between tokens.",
        [("groups", DifferenceState.OnlyLeft)] = "Each app’s registration determines whether its tokens list groups.",
        [("groups", DifferenceState.OnlyRight)] = "Each app’s registration determines whether its tokens list groups.",
    };

    public static IReadOnlyList<ClaimDifference> Of(IReadOnlyList<Claim> left, IReadOnlyList<Claim> right)
    {
        var (leftValues, rightValues) = (Values(left), Values(right));
        return
        [
            .. leftValues.Select(c => c.Key).Union(rightValues.Select(c => c.Key), StringComparer.Ordinal)
                .OrderBy(Rank)
                .ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => Compare(name, [.. leftValues[name]], [.. rightValues[name]])),
        ];
    }

    private static ClaimDifference Compare(string name, IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var state = (left.Count, right.Count) switch
        {
            (_, 0) => DifferenceState.OnlyLeft,
            (0, _) => DifferenceState.OnlyRight,
            _ => AsSet(name, left).SetEquals(AsSet(name, right)) ? DifferenceState.Same : DifferenceState.Differs,
        };
        return new ClaimDifference(name, left, right, state, Explanations.GetValueOrDefault((name, state)));
    }

    // The order of list entries and of scopes is not significant.
    private static HashSet<string> AsSet(string name, IReadOnlyList<string> values) =>
        name == "scp" ? [.. values.SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))] : [.. values];

    private static ILookup<string, string> Values(IReadOnlyList<Claim> claims) =>
        claims.ToLookup(c => c.Type, c => c.Value, StringComparer.Ordinal);

    private static int Rank(string name) => Array.IndexOf(First, name) is >= 0 and var rank ? rank : First.Length;
}

/// <summary>One claim in two tokens.</summary>
/// <param name="Explanation">What the difference or equality means; null if there is nothing to explain.</param>
public sealed record ClaimDifference(
    string Name, IReadOnlyList<string> Left, IReadOnlyList<string> Right, DifferenceState State, string? Explanation);

[JsonConverter(typeof(JsonStringEnumConverter<DifferenceState>))]
public enum DifferenceState
{
    [JsonStringEnumMemberName("same")]
    Same,

    [JsonStringEnumMemberName("differs")]
    Differs,

    [JsonStringEnumMemberName("only_left")]
    OnlyLeft,

    [JsonStringEnumMemberName("only_right")]
    OnlyRight,
}
