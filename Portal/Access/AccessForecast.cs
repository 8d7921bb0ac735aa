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
        if (alternatives.Count == 0)
            return null;

        var evaluation = AccessEvaluation.Of(token, alternatives);
        return (evaluation.Failed, evaluation.Alternative) switch
        {
            ([], _) or ([CheckNames.AuthenticationContext, ..], _) => null,
            (_, null) => $"Only an application can call this on {api}; this is a user's token.",
            ([CheckNames.Scope, ..], { } closest) =>
                $"Needs scope {And(closest.Scopes)} on {api}; the token has {Listed(token.Scopes, "no scopes")}.",
            (_, { } closest) => $"Needs role {And(closest.Roles)} on {api}; {has} {Listed(token.Roles, "no roles")}.",
        };
    }

    private static string And(IReadOnlyList<string> names) => string.Join(" and ", names);

    private static string Listed(IReadOnlyList<string> names, string none) => names.Count == 0 ? none : string.Join(", ", names);
}
