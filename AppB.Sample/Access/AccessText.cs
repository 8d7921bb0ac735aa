using AppB.Sample.Problems;

namespace AppB.Sample.Access;

/// <summary>Says a verdict in words.</summary>
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
            return "The sign-in behind this token was revoked after it was issued: a newer one is needed.";
        if (failures[0] == AccessEvaluation.TokenKindCheck)
            return $"{operation} takes {Kinds(rule)}; {KindOf(token)}.";

        var alternative = rule.Alternatives.First(a => a.TokenKind == token.TokenKind);
        return failures[0] switch
        {
            AccessEvaluation.ScopeCheck =>
                $"{operation} needs the scope {List(alternative.Scopes)}; this token carries {Carried("scope", token.Scopes)}.",
            AccessEvaluation.RoleCheck =>
                $"{operation} needs the app role {List(alternative.Roles)}; this token carries {Carried("role", token.Roles)}.",
            _ => $"{operation} needs a sign-in that satisfies {List(alternative.Contexts ?? [])}; "
                + $"this token carries {Carried("authentication context", token.Contexts)} in acrs.",
        };
    }

    private static string Kinds(AccessRule rule) =>
        string.Join(" or ", rule.Alternatives.Select(a => a.TokenKind == TokenKind.User ? "a user's token" : "an application's token"));

    private static string KindOf(PresentedToken token) => token.TokenKind switch
    {
        TokenKind.User => "this one is a user's",
        TokenKind.App => "this one is an application's",
        _ => "this one is neither: it has no scp, and its idtyp is absent or contradicts it",
    };

    private static string Carried(string noun, IReadOnlyList<string> values) => values.Count switch
    {
        0 => $"no {noun}s",
        1 => $"the {noun} {values[0]}",
        > 5 => $"{values.Count} other {noun}s",
        _ => $"the {noun}s {List(values)}",
    };

    private static string List(IReadOnlyList<string> values) => string.Join(", ", values);
}
