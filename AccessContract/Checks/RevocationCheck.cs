namespace AccessContract.Checks;

/// <summary>Whether the API may refuse the token before it expires. Whether it does, nobody else can know.</summary>
internal static class RevocationCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Token.All("xms_cc");
        return carried.Contains("cp1", StringComparer.Ordinal)
            ? question.NotChecked(carried, $"{question.Api} is told when a sign-in is revoked, and refuses the token from then on.")
            : question.Passed(carried, "Its client handles no claims challenges, so it is good until it expires.");
    }
}
