namespace AccessContract.Checks;

internal static class TenantCheck
{
    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Token.All("tid");
        if (question.Validation.Accepted.Count == 0)
            return question.NotChecked(carried, $"{question.Api} does not say which tenants it serves.");
        if (carried is [var tenant] && !question.Token.IsList("tid") && question.Validation.Accepted.Contains(tenant, StringComparer.Ordinal))
            return question.Passed(carried, $"From the tenant that {question.Api} serves.");

        return carried.Count == 0
            ? question.Failed(carried, "It names no tenant: tid is missing.", new Fix(
                FixOwner.Developer, "Only Entra’s own tokens carry tid: check which authority issued this one.", "AzureAd:Instance"))
            : question.Failed(carried, question.Token.IsList("tid")
                ? "Its tid is a list; it is one text."
                : $"Its tid is another tenant than the one that {question.Api} serves.", new Fix(
                FixOwner.You, "Sign in with an account of the right tenant; a guest signs in to the inviting tenant.", "AzureAd:TenantId"));
    }
}
