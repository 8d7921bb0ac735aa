namespace AccessContract.AspNetCore;

/// <summary>Explains to the caller of one operation why access was denied.</summary>
internal static class RefusalText
{
    public static string Detail(string operation, AccessRule rule, TokenFacts token, string failed)
    {
        if (failed == CheckNames.Revocation)
            return "The sign-in was revoked after this token was issued. Sign in again.";
        if (AccessEvaluation.Of(token, rule.Alternatives).Alternative is not { } alternative)
            return $"{operation} accepts {Kinds(rule)}; {KindOf(token)}.";

        return failed switch
        {
            CheckNames.Scope =>
                $"{operation} needs the scope {List(alternative.Scopes)}; this token has {Listed("scope", token.Scopes)}.",
            CheckNames.Role =>
                $"{operation} needs the app role {List(alternative.Roles)}; this token has {Listed("role", token.Roles)}.",
            _ => $"{operation} needs a sign-in that satisfies the authentication context {List(alternative.Contexts ?? [])}; "
                + $"this token has {Listed("authentication context", token.Contexts)} in acrs.",
        };
    }

    private static string Kinds(AccessRule rule) =>
        string.Join(" or ", rule.Alternatives.Select(a => a.TokenKind == TokenKind.User ? "a user's token" : "an app-only token").Distinct());

    private static string KindOf(TokenFacts token) => token.TokenKind switch
    {
        TokenKind.User => "this is a user's token",
        TokenKind.App => "this is an app-only token",
        _ => "this token is neither: scp is missing and idtyp is missing, or they contradict each other",
    };

    private static string Listed(string noun, IReadOnlyList<string> values) => values.Count switch
    {
        0 => $"no {noun}s",
        1 => $"the {noun} {values[0]}",
        > 5 => $"{values.Count} other {noun}s",
        _ => $"the {noun}s {List(values)}",
    };

    private static string List(IReadOnlyList<string> values) => string.Join(", ", values);
}
