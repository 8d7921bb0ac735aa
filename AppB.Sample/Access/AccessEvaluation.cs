using AppB.Sample.Problems;

namespace AppB.Sample.Access;

/// <summary>The verdict on one token under one rule: a pure function.</summary>
public static class AccessEvaluation
{
    public const string TokenKindCheck = "token_kind";
    public const string ScopeCheck = "scope";
    public const string RoleCheck = "role";
    public const string ContextCheck = "authentication_context";
    public const string RevocationCheck = "revocation";

    /// <summary>
    /// The checks that failed; none when an alternative holds. The alternative that counts is the one for the token's
    /// kind: a user's token is never judged by what an application would need, nor the reverse.
    /// </summary>
    public static IReadOnlyList<string> Failures(AccessRule rule, PresentedToken token) =>
        rule.Alternatives
            .Where(a => a.TokenKind == token.TokenKind)
            .Select(a => Failures(a, token))
            .MinBy(f => f.Count) ?? [TokenKindCheck];

    /// <summary>The word that answers for the failures: the first of them that the caller has to mend.</summary>
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

        // Nobody is sent for a second factor that would still not let them in.
        if (failures.Count == 0 && !(alternative.Contexts ?? []).All(c => token.Contexts.Contains(c, StringComparer.Ordinal)))
            failures.Add(ContextCheck);

        return failures;
    }
}
