namespace AccessContract.Checks;

/// <summary>
/// One API's validations of one token, for any number of operations. A validation that depends on the token alone runs once.
/// </summary>
public sealed class TokenChecks(TokenContent token, ApiRules rules, DateTimeOffset now)
{
    private static readonly Dictionary<string, Func<CheckInput, CheckResult>> KnownChecks = new(StringComparer.Ordinal)
    {
        [CheckNames.Signature] = SignatureCheck.Run,
        [CheckNames.Version] = VersionCheck.Run,
        [CheckNames.Issuer] = IssuerCheck.Run,
        [CheckNames.Audience] = AudienceCheck.Run,
        [CheckNames.Tenant] = TenantCheck.Run,
        [CheckNames.Lifetime] = LifetimeCheck.Run,
        [CheckNames.TokenKind] = TokenKindCheck.Run,
        [CheckNames.Scope] = ScopeCheck.Run,
        [CheckNames.Role] = RoleCheck.Run,
        [CheckNames.AuthenticationContext] = ContextCheck.Run,
        [CheckNames.Revocation] = RevocationCheck.Run,
    };

    private readonly CheckResult?[] _ofToken = new CheckResult?[rules.Validations.Count];
    private readonly Lazy<IReadOnlyList<Finding>> _wrongTypes = new(() => TokenFindings.WrongTypes(token));

    /// <summary>What decides access in the token.</summary>
    public TokenFacts Facts { get; } = TokenFacts.Read(token);

    /// <summary>Runs the validations in the API's order and stops at the first failure, as the API does.</summary>
    /// <param name="alternatives">The requirements that the operation publishes.</param>
    public Verdict Run(IReadOnlyList<AccessAlternative> alternatives)
    {
        var evaluation = AccessEvaluation.Of(Facts, alternatives);
        var results = new CheckResult[rules.Validations.Count];
        int? failed = null;
        for (var at = 0; at < results.Length; at++)
        {
            results[at] = failed is null
                ? Run(at, alternatives, evaluation)
                : Verdict.NotReached(rules.Validations[at], alternatives);
            if (results[at].State == CheckState.Failed)
                failed = at;
        }

        return failed is { } index ? Refused(results, index) : Passed(results);
    }

    private CheckResult Run(int at, IReadOnlyList<AccessAlternative> alternatives, AccessEvaluation evaluation)
    {
        if (_ofToken[at] is { } known)
            return known;

        var validation = rules.Validations[at];
        var input = new CheckInput(token, Facts, rules, validation, alternatives, evaluation, now);
        var result = KnownChecks.TryGetValue(validation.Name, out var check)
            ? check(input)
            : input.NotChecked([], $"The portal does not support this validation; {input.Api} runs it.");
        if (!DependsOnOperation(validation.Name))
            _ofToken[at] = result;

        return result;
    }

    private static bool DependsOnOperation(string check) =>
        check is CheckNames.TokenKind or CheckNames.Scope or CheckNames.Role or CheckNames.AuthenticationContext;

    private Verdict Passed(CheckResult[] results)
    {
        if (Array.Exists(results, r => r.State == CheckState.NotChecked))
            return new(VerdictState.Unsure, $"Every check that the portal can run passes; {rules.Api} runs the others.", results);

        return new(
            VerdictState.Allowed,
            rules.Published
                ? $"The token passes every check that {rules.Api} publishes."
                : $"The token passes every usual check; {rules.Api} publishes none of its own.",
            results);
    }

    // A token of the wrong type can fail at several checks; its type explains more than the check that fails first.
    private Verdict Refused(CheckResult[] results, int at)
    {
        var failed = results[at];
        var type = _wrongTypes.Value.FirstOrDefault(f => f.Explains.Contains(failed.Name));
        if (type?.Cause is not { } cause || cause.Code == failed.Cause)
            return new(VerdictState.Refused, failed.Explanation, results);

        results[at] = failed with
        {
            Explanation = $"{type.Explanation} {failed.Explanation}",
            Fix = cause.ToFix(rules.Api),
            Cause = cause.Code,
        };
        return new(VerdictState.Refused, $"{type.Title}. {failed.Explanation}", results);
    }
}
