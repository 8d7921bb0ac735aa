using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization;

namespace AppB.Sample.Access;

/// <summary>What a token says about access, read from its raw claims.</summary>
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

    /// <summary>Seconds of Unix time.</summary>
    [JsonIgnore]
    public long? IssuedAt { get; init; }

    /// <summary>The client said so (<c>xms_cc</c>), and was given a token that lives long in exchange.</summary>
    [JsonIgnore]
    public bool HandlesChallenges { get; init; }

    /// <summary>
    /// Entra writes idtyp only where the registration asks for it, and scp only into a user's token. So scp makes a
    /// user's token; without scp only an explicit idtyp counts; where the two contradict each other, neither does.
    /// A roles value is one role, also with spaces in it; scp is a list parted by single spaces.
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
