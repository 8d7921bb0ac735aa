namespace AccessContract.Checks;

/// <summary>The input of one check: a validation, a token, and what the operation requires.</summary>
/// <param name="Facts">What decides access in the token, read once for all checks.</param>
/// <param name="Alternatives">The requirements that the operation publishes; the token has to meet any one of them.</param>
/// <param name="Evaluation">The evaluation of the token against the alternatives.</param>
internal sealed record CheckInput(
    TokenContent Token,
    TokenFacts Facts,
    ApiRules Rules,
    Validation Validation,
    IReadOnlyList<AccessAlternative> Alternatives,
    AccessEvaluation Evaluation,
    DateTimeOffset Now)
{
    public string Api => Rules.Api;

    public CheckResult Passed(IReadOnlyList<string> actual, string explanation, IReadOnlyList<string>? required = null) =>
        Result(CheckState.Passed, actual, explanation, required);

    /// <param name="missing">What the fix has to provide: scopes, roles or contexts.</param>
    public CheckResult Failed(
        Cause cause,
        IReadOnlyList<string> actual,
        string explanation,
        IReadOnlyList<string>? required = null,
        IReadOnlyList<string>? missing = null) =>
        Result(CheckState.Failed, actual, explanation, required) with
        {
            Fix = cause.ToFix(Api, missing),
            Code = cause == Causes.Expired || cause == Causes.ExpiredOfApp ? RefusalCodes.TokenExpired : RefusalCodes.Of(Validation.Name),
            Cause = cause.Code,
        };

    public CheckResult NotChecked(IReadOnlyList<string> actual, string explanation, IReadOnlyList<string>? required = null) =>
        Result(CheckState.NotChecked, actual, explanation, required);

    private CheckResult Result(
        CheckState state, IReadOnlyList<string> actual, string explanation, IReadOnlyList<string>? required) =>
        new(Validation.Name, state, Validation.Demand, required ?? Validation.Accepted, actual, explanation);
}
