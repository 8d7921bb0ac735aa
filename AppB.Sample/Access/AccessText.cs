using AppB.Sample.Problems;

namespace AppB.Sample.Access;

/// <summary>Describes why access was denied.</summary>
internal static class AccessText
{
    public static string Title(string code) => code switch
    {
        ProblemCodes.ScopeMissing => "Scope missing",
        ProblemCodes.RoleMissing => "Role missing",
        ProblemCodes.InsufficientClaims => "Newer or stronger sign-in needed",
        _ => "Token kind wrong",
    };

    public static string Detail(string operation, AccessRule rule, PresentedToken token, IReadOnlyList<string> failures)
    {
        if (failures[0] == AccessEvaluation.RevocationCheck)
            return "The sign-in was revoked after this token was issued. Sign in again.";
        if (failures[0] == AccessEvaluation.TokenKindCheck)
            return $"{operation} accepts {Kinds(rule)}; {KindOf(token)}.";

        var alternative = rule.Alternatives.First(a => a.TokenKind == token.TokenKind);
        return failures[0] switch
        {
            AccessEvaluation.ScopeCheck =>
                $"{operation} needs the scope {List(alternative.Scopes)}; this token has {Listed("scope", token.Scopes)}.",
            AccessEvaluation.RoleCheck =>
                $"{operation} needs the app role {List(alternative.Roles)}; this token has {Listed("role", token.Roles)}.",
            _ => $"{operation} needs a sign-in that satisfies the authentication context {List(alternative.Contexts ?? [])}; "
                + $"this token has {Listed("authentication context", token.Contexts)} in acrs.",
        };
    }

    private static string Kinds(AccessRule rule) =>
        string.Join(" or ", rule.Alternatives.Select(a => a.TokenKind == TokenKind.User ? "a user's token" : "an app-only token"));

    private static string KindOf(PresentedToken token) => token.TokenKind switch
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
