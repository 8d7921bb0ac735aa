namespace AccessContract.Checks;

/// <summary>Whether the API may refuse the token before it expires. Only the API knows whether it does.</summary>
internal static class RevocationCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("xms_cc");
        return actual.Contains("cp1", StringComparer.Ordinal)
            ? input.NotChecked(actual, $"{input.Api} may refuse the token before it expires, if the sign-in is revoked.")
            : input.Passed(actual, "The client does not handle claims challenges, so the token stays valid until it expires.");
    }
}
