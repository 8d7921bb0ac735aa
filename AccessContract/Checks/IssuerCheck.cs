namespace AccessContract.Checks;

internal static class IssuerCheck
{
    private static readonly Fix SameAuthority = new(
        FixOwner.Developer, "The app that asks for the token and the API must trust the same authority and tenant.", "AzureAd:Instance, AzureAd:TenantId");

    public static CheckOutcome Run(CheckInput question)
    {
        var carried = question.Token.All("iss");
        var accepted = question.Validation.Accepted;
        if (accepted.Count == 0)
            return question.NotChecked(carried, $"{question.Api} does not say whose tokens it takes.");

        return carried is [var issuer] && accepted.Contains(issuer, StringComparer.Ordinal)
            ? question.Passed(carried, "Issued by the authority that it trusts.")
            : question.Failed(carried, Words(carried.Count > 0 ? carried[0] : null, accepted[0], question), SameAuthority);
    }

    private static string Words(string? issuer, string accepted, CheckInput question)
    {
        if (issuer is null)
            return "It names no issuer: iss is missing.";
        if (issuer.TrimEnd('/').Equals(accepted.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            return "Its issuer is nearly the right one, but compared letter by letter: case and a closing slash count.";
        if (issuer.StartsWith(WellKnown.V1IssuerHost, StringComparison.OrdinalIgnoreCase))
            return $"Its issuer is the one of v1 tokens; {question.Api} takes v2 tokens.";

        return Uri.TryCreate(issuer, UriKind.Absolute, out var theirs) && Uri.TryCreate(accepted, UriKind.Absolute, out var ours)
            && theirs.GetLeftPart(UriPartial.Authority).Equals(ours.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            && theirs.UserInfo.Length == 0
            ? $"The right authority issued it for another tenant than the one that {question.Api} serves."
            : $"Another authority issued it than the one that {question.Api} trusts.";
    }
}
