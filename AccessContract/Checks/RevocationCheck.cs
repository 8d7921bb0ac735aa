namespace AccessContract.Checks;

/// <summary>Whether the API may refuse the token before it expires. Only the API knows whether it does.</summary>
internal static class RevocationCheck
{
    public static CheckOutcome Run(CheckInput input)
    {
        var carried = input.Token.All("xms_cc");
        return carried.Contains("cp1", StringComparer.Ordinal)
            ? input.NotChecked(carried, $"{input.Api} may refuse the token before it expires, if the sign-in is revoked.")
            : input.Passed(carried, "The client does not handle claims challenges, so the token stays valid until it expires.");
    }
}
