namespace AccessContract.Checks;

/// <summary>Whether the sign-in behind the token was strong enough: Entra names what it satisfied in <c>acrs</c>.</summary>
internal static class ContextCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Token.All("acrs");
        if (question.Alternative is not { Contexts: { Count: > 0 } demanded })
            return question.Passed(carried, "This asks for no stronger sign-in.", []);

        var missing = demanded.Except(carried, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? question.Passed(carried, "The sign-in was as strong as this demands.", demanded)
            : question.Failed(
                carried,
                $"The sign-in behind it has not satisfied {string.Join(" and ", missing)}.",
                new Fix(FixOwner.You, "Confirm that it is you: the authority asks for what is missing, such as a second factor."),
                demanded);
    }
}
