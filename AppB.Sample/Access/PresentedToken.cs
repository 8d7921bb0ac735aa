using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;

namespace AppB.Sample.Access;

/// <summary>The claims of a token that decide about access.</summary>
public sealed record PresentedToken(
    TokenKind TokenKind,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    string? Audience,
    string? Version)
{
    /// <summary>The authentication contexts that the sign-in satisfied.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Contexts { get; init; } = [];

    [JsonIgnore]
    public Guid? User { get; init; }

    /// <summary>Unix time in seconds.</summary>
    [JsonIgnore]
    public long? IssuedAt { get; init; }

    /// <summary>
    /// Whether the client handles claims challenges (<c>xms_cc</c> is cp1). It then gets a long-lived token.
    /// </summary>
    [JsonIgnore]
    public bool HandlesChallenges { get; init; }

    /// <summary>
    /// Entra writes idtyp only if the registration requests it, and scp only into a user's token. So scp makes it a
    /// user's token; without scp, idtyp decides; if the two contradict each other, the kind is unknown.
    /// Each roles value is one role, even with spaces in it; scp is a space-separated list.
    /// </summary>
    public static PresentedToken From(IEnumerable<Claim> claims)
    {
        var byType = claims.ToLookup(c => c.Type, c => c.Value, StringComparer.Ordinal);
        string[] scopes = [.. byType["scp"].SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        return new(
            KindOf(byType["idtyp"].ToArray(), scopes.Length > 0),
            scopes,
            [.. byType["roles"]],
            byType["aud"].FirstOrDefault(),
            byType["ver"].FirstOrDefault())
        {
            Contexts = [.. byType["acrs"]],
            User = Guid.TryParse(byType["oid"].FirstOrDefault(), out var user) ? user : null,
            IssuedAt = long.TryParse(byType["iat"].FirstOrDefault(), CultureInfo.InvariantCulture, out var issued) ? issued : null,
            HandlesChallenges = byType["xms_cc"].Contains("cp1", StringComparer.Ordinal),
        };
    }

    private static TokenKind KindOf(string[] idtyp, bool hasScopes) => (idtyp, hasScopes) switch
    {
        ([], true) or (["user"], _) => TokenKind.User,
        (["app"], false) => TokenKind.App,
        _ => TokenKind.Unknown,
    };
}
