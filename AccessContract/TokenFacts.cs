using System.Security.Claims;
using System.Text.Json.Serialization;

namespace AccessContract;

/// <summary>The claims of a token that decide access. A refusal returns them as <c>presented</c>.</summary>
public sealed record TokenFacts(
    TokenKind TokenKind,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    string? Audience = null,
    string? Version = null)
{
    /// <summary>The authentication contexts that the sign-in satisfied.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Contexts { get; init; } = [];

    [JsonIgnore]
    public Guid? User { get; init; }

    [JsonIgnore]
    public DateTimeOffset? IssuedAt { get; init; }

    [JsonIgnore]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// Whether the client handles claims challenges (<c>xms_cc</c> is cp1). It then gets a long-lived token.
    /// </summary>
    [JsonIgnore]
    public bool HandlesChallenges { get; init; }

    public static TokenFacts Read(IReadOnlyCollection<Claim> claims) => Read(TokenContent.OfClaims([.. claims]));

    /// <summary>Each roles value is one role, even with spaces in it; scp is a space-separated list.</summary>
    public static TokenFacts Read(TokenContent token) => new(
        KindOf(token),
        [.. token.All("scp").SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
        token.All("roles"),
        token.First("aud"),
        token.First("ver"))
    {
        Contexts = token.All("acrs"),
        User = Guid.TryParse(token.First("oid"), out var user) ? user : null,
        IssuedAt = token.Time("iat"),
        ExpiresAt = token.Time("exp"),
        HandlesChallenges = token.All("xms_cc").Contains("cp1", StringComparer.Ordinal),
    };

    /// <summary>
    /// Entra writes scp only into user tokens, and idtyp only if the registration requests it. A token with scp is therefore
    /// a user's; without scp, idtyp decides; if the two contradict each other, the kind is unknown.
    /// </summary>
    private static TokenKind KindOf(TokenContent token) =>
        (ClaimTexts(token, "idtyp"), ClaimTexts(token, "scp").Exists(s => s.Trim(' ').Length > 0)) switch
        {
            ([], true) or (["user"], _) => TokenKind.User,
            (["app"], false) => TokenKind.App,
            _ => TokenKind.Unknown,
        };

    // An object is read as text: it never has the right value, but the claim is present. An empty list means no claim.
    private static List<string> ClaimTexts(TokenContent token, string name)
    {
        var texts = new List<string>(1);
        foreach (var claim in token.Claims)
        {
            if (claim.Type != name || claim is { ValueType: TokenContent.StructureType, Value: "[]" })
                continue;

            texts.Add(claim is { ValueType: TokenContent.StructureType, Value: "null" } ? "" : claim.Value);
        }

        return texts;
    }
}
