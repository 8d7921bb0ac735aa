using System.Security.Claims;

namespace AccessContract;

/// <summary>The claims of a token that decide access.</summary>
public sealed record TokenFacts(
    TokenKind Kind,
    string? Audience,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? ExpiresAt)
{
    public static TokenFacts Read(IReadOnlyCollection<Claim> claims)
    {
        var scopes = claims.Where(c => c.Type == "scp" && IsValue(c))
            .SelectMany(c => c.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        return new TokenFacts(
            claims.Any(c => c is { Type: "idtyp", Value: "app" }) ? TokenKind.App : TokenKind.User,
            First("aud"),
            scopes,
            claims.Where(c => c.Type == "roles" && IsValue(c)).Select(c => c.Value).ToList(),
            Time("iat"),
            Time("exp"));

        string? First(string name) => claims.FirstOrDefault(c => c.Type == name && IsValue(c))?.Value;

        DateTimeOffset? Time(string name) => EpochTime.Read(First(name));
    }

    private static bool IsValue(Claim claim) => claim.ValueType != TokenContent.StructureType;
}
