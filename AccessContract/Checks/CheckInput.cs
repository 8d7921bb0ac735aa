namespace AccessContract.Checks;

/// <summary>The input of one check: a validation, a token, and what the operation requires.</summary>
/// <param name="Alternatives">The requirements that the operation publishes; the token has to meet any one of them.</param>
internal sealed record CheckInput(
    TokenContent Token, ApiRules Rules, Validation Validation, IReadOnlyList<AccessAlternative> Alternatives, DateTimeOffset Now)
{
    public string Api => Rules.Api;

    public TokenFacts Facts { get; } = TokenFacts.Read(Token);

    /// <summary>The evaluation of the token against the alternatives.</summary>
    public AccessEvaluation Evaluation => AccessEvaluation.Of(Facts, Alternatives);

    public CheckOutcome Passed(
        IReadOnlyList<string> actual, string explanation, IReadOnlyList<string>? required = null) =>
        new(Validation, CheckState.Passed, required ?? Validation.Accepted, actual, explanation);

    public CheckOutcome Failed(
        IReadOnlyList<string> actual,
        string explanation,
        Fix fix,
        IReadOnlyList<string>? required = null,
        string? code = null) =>
        new(
            Validation,
            CheckState.Failed,
            required ?? Validation.Accepted,
            actual,
            explanation,
            fix,
            code ?? RefusalCodes.Of(Validation.Name));

    public CheckOutcome NotChecked(
        IReadOnlyList<string> actual, string explanation, IReadOnlyList<string>? required = null) =>
        new(Validation, CheckState.NotChecked, required ?? Validation.Accepted, actual, explanation);
}
