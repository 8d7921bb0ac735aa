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
        return missing.Count == 0
            ? input.Passed(actual, "The sign-in satisfied the required authentication context.", required)
            : input.Failed(
                actual,
                $"The sign-in did not satisfy the authentication context {string.Join(" and ", missing)}.",
                new Fix(FixOwner.You, "Verify your identity: the sign-in service asks for what is missing, such as a second factor."),
                required);
    }
}
