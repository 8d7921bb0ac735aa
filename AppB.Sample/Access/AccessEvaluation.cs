using AppB.Sample.Problems;

namespace AppB.Sample.Access;

/// <summary>Evaluates one token against one rule. A pure function.</summary>
public static class AccessEvaluation
{
    public const string TokenKindCheck = "token_kind";
    public const string ScopeCheck = "scope";
    public const string RoleCheck = "role";
    public const string ContextCheck = "authentication_context";
    public const string RevocationCheck = "revocation";

    /// <summary>
    /// The checks that failed; empty if the token satisfies an alternative. Only alternatives for the token's kind are
    /// considered: a user's token is never evaluated against what an application needs, nor the reverse.
    /// </summary>
    public static IReadOnlyList<string> Failures(AccessRule rule, PresentedToken token) =>
        rule.Alternatives
            .Where(a => a.TokenKind == token.TokenKind)
            .Select(a => Failures(a, token))
            .MinBy(f => f.Count) ?? [TokenKindCheck];

    /// <summary>The problem code of the first failure, which the caller has to fix first.</summary>
    public static string CodeOf(IReadOnlyList<string> failures) => failures[0] switch
    {
        ScopeCheck => ProblemCodes.ScopeMissing,
        RoleCheck => ProblemCodes.RoleMissing,
        ContextCheck or RevocationCheck => ProblemCodes.InsufficientClaims,
        _ => ProblemCodes.TokenKindWrong,
    };

    private static List<string> Failures(AccessAlternative alternative, PresentedToken token)
    {
        var failures = new List<string>(2);
        if (!alternative.Scopes.All(s => token.Scopes.Contains(s, StringComparer.Ordinal)))
            failures.Add(ScopeCheck);

        if (!alternative.Roles.All(r => token.Roles.Contains(r, StringComparer.Ordinal)))
            failures.Add(RoleCheck);

        // No step-up for a token that would still be refused afterwards.
        if (failures.Count == 0 && !(alternative.Contexts ?? []).All(c => token.Contexts.Contains(c, StringComparer.Ordinal)))
            failures.Add(ContextCheck);

        return failures;
    }
}
