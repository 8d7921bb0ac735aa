namespace AccessContract.Checks;

/// <summary>Whether the sign-in was strong enough: Entra lists the satisfied authentication contexts in <c>acrs</c>.</summary>
internal static class ContextCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("acrs");
        if (input.Evaluation.Alternative is not { Contexts: { Count: > 0 } required })
            return input.Passed(actual, "No authentication context is required.", []);

        var missing = required.Except(actual, StringComparer.Ordinal).ToList();
        if (missing.Count == 0)
            return input.Passed(actual, "The sign-in satisfied the required authentication context.", required);

        // The evaluation requires no step-up for a token that would still be refused afterwards.
        return input.Evaluation.Failed.Contains(CheckNames.AuthenticationContext)
            ? input.Failed(
                Causes.ContextMissing,
                actual,
                $"The sign-in did not satisfy the authentication context {string.Join(" and ", missing)}.",
                required,
                missing)
            : input.NotChecked(actual, $"{input.Api} requires it once the token has the scope and the role.", required);
    }
}
