using AccessContract;

namespace Portal.Access;

/// <summary>
/// Predicts what a token allows, from the requirements that an API publishes. It only explains; the API decides.
/// </summary>
public static class AccessForecast
{
    public const string YouHave = "you have";

    /// <summary>What is missing, as a sentence; null if an alternative is met or none is published.</summary>
    /// <param name="has">How the clause about the token's roles begins: <see cref="YouHave"/>, or another user's name
    /// and “will have”.</param>
    public static string? Missing(TokenFacts token, IReadOnlyList<AccessAlternative> alternatives, string api, string has = YouHave)
    {
        if (alternatives.Count == 0 || alternatives.Any(alternative => Meets(token, alternative)))
            return null;

        var closest = alternatives.FirstOrDefault(alternative => alternative.Kind == token.Kind);
        if (closest is null)
            return $"Only an application can call this on {api}; this is a user's token.";

        return HasAll(token.Scopes, closest.Scopes)
            ? $"Needs role {And(closest.Roles)} on {api}; {has} {Listed(token.Roles, "no roles")}."
            : $"Needs scope {And(closest.Scopes)} on {api}; the token has {Listed(token.Scopes, "no scopes")}.";
    }

    private static bool Meets(TokenFacts token, AccessAlternative alternative) =>
        token.Kind == alternative.Kind && HasAll(token.Scopes, alternative.Scopes) && HasAll(token.Roles, alternative.Roles);

    private static bool HasAll(IReadOnlyList<string> actual, IReadOnlyList<string> required) =>
        required.All(name => actual.Contains(name, StringComparer.Ordinal));

    private static string And(IReadOnlyList<string> names) => string.Join(" and ", names);

    private static string Listed(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);
}
