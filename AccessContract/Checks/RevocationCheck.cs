namespace AccessContract.Checks;

/// <summary>
/// Whether the sign-in behind the token was revoked. Only the API knows; it checks only tokens of clients that handle
/// claims challenges.
/// </summary>
internal static class RevocationCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("xms_cc");
        return actual.Contains("cp1", StringComparer.Ordinal)
            ? input.NotChecked(actual, $"{input.Api} may refuse the token before it expires, if the sign-in is revoked. Only {input.Api} knows.")
            : input.Passed(actual, "Not required: the token does not say that its client handles claims challenges (xms_cc).");
    }
}
