namespace AccessContract.Checks;

internal static class TenantCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("tid");
        if (input.Validation.Accepted.Count == 0)
            return input.NotChecked(actual, $"{input.Api} does not publish which tenants it accepts.");
        if (actual is [var tenant] && !input.Token.IsList("tid") && input.Validation.Accepted.Contains(tenant, StringComparer.Ordinal))
            return input.Passed(actual, $"From the tenant that {input.Api} accepts.");

        return actual.Count == 0
            ? input.Failed(actual, "The token names no tenant: tid is missing.", new Fix(
                FixOwner.ClientDeveloper, "Check which sign-in service issued the token: Entra writes tid into its tokens.", "AzureAd:Instance"))
            : input.Failed(actual, input.Token.IsList("tid")
                ? "The tid claim is a list; it must be a single string."
                : $"The token is from a different tenant than the one that {input.Api} accepts.", new Fix(
                FixOwner.You, "Sign in with an account in the right tenant. Guests sign in to the inviting tenant.", "AzureAd:TenantId"));
    }
}
