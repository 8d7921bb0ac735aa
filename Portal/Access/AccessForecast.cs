namespace Portal.Access;

/// <summary>
/// What a token will open, judged by what the API publishes. A forecast to explain with, never a decision: the API
/// decides for itself.
/// </summary>
public static class AccessForecast
{
    /// <summary>Null when one of <paramref name="alternatives"/> is met (or none is published); else what is missing, in words.</summary>
    public static string? Missing(TokenFacts token, IReadOnlyList<Requirement> alternatives, string api)
    {
        if (alternatives.Count == 0 || alternatives.Any(way => Meets(token, way)))
            return null;

        var closest = alternatives.FirstOrDefault(way => way.Kind == token.Kind);
        if (closest is null)
            return $"Only an application may call this on {api}; yours is a user's token.";

        return MeetsOne(token.Scopes, closest.Scopes)
            ? $"Needs role {Or(closest.Roles)} on {api}; you have {And(token.Roles, "no roles")}."
            : $"Needs scope {Or(closest.Scopes)} on {api}; the token carries {And(token.Scopes, "no scopes")}.";
    }

    private static bool Meets(TokenFacts token, Requirement way) =>
        token.Kind == way.Kind && MeetsOne(token.Scopes, way.Scopes) && MeetsOne(token.Roles, way.Roles);

    private static bool MeetsOne(IReadOnlyList<string> carried, IReadOnlyList<string> demanded) =>
        demanded.Count == 0 || demanded.Any(name => carried.Contains(name, StringComparer.Ordinal));

    private static string Or(IReadOnlyList<string> names) => string.Join(" or ", names);

    private static string And(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);
}
