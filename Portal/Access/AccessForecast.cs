using AccessContract;

namespace Portal.Access;

/// <summary>
/// What a token will open, judged by what the API publishes. A forecast to explain with, never a decision: the API
/// decides for itself.
/// </summary>
public static class AccessForecast
{
    public const string YouHave = "you have";

    /// <summary>Null when one of <paramref name="alternatives"/> is met (or none is published); else what is missing, in words.</summary>
    /// <param name="has">Begins the sentence about what the token has, whoever's it is.</param>
    public static string? Missing(TokenFacts token, IReadOnlyList<AccessAlternative> alternatives, string api, string has = YouHave)
    {
        if (alternatives.Count == 0 || alternatives.Any(way => Meets(token, way)))
            return null;

        var closest = alternatives.FirstOrDefault(way => way.Kind == token.Kind);
        if (closest is null)
            return $"Only an application may call this on {api}; yours is a user's token.";

        return MeetsAll(token.Scopes, closest.Scopes)
            ? $"Needs role {And(closest.Roles)} on {api}; {has} {Listed(token.Roles, "no roles")}."
            : $"Needs scope {And(closest.Scopes)} on {api}; the token carries {Listed(token.Scopes, "no scopes")}.";
    }

    private static bool Meets(TokenFacts token, AccessAlternative way) =>
        token.Kind == way.Kind && MeetsAll(token.Scopes, way.Scopes) && MeetsAll(token.Roles, way.Roles);

    private static bool MeetsAll(IReadOnlyList<string> carried, IReadOnlyList<string> demanded) =>
        demanded.All(name => carried.Contains(name, StringComparer.Ordinal));

    private static string And(IReadOnlyList<string> names) => string.Join(" and ", names);

    private static string Listed(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);
}
