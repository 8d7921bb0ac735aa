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
        if (alternatives.Count == 0)
            return null;

        var evaluation = AccessEvaluation.Of(token, alternatives);
        return (evaluation.Failed, evaluation.Alternative) switch
        {
            ([], _) or ([CheckNames.AuthenticationContext, ..], _) => null,
            (_, null) => $"Only an application may call this on {api}; yours is a user's token.",
            ([CheckNames.Scope, ..], { } closest) =>
                $"Needs scope {And(closest.Scopes)} on {api}; the token has {Listed(token.Scopes, "no scopes")}.",
            (_, { } closest) => $"Needs role {And(closest.Roles)} on {api}; {has} {Listed(token.Roles, "no roles")}.",
        };
    }

    private static string And(IReadOnlyList<string> names) => string.Join(" and ", names);

    private static string Listed(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);
}
