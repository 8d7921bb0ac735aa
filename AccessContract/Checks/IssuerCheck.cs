namespace AccessContract.Checks;

internal static class IssuerCheck
{
    private static readonly Fix SameAuthority = new(
        FixOwner.ClientDeveloper, "The client and the API must use the same sign-in service and tenant.", "AzureAd:Instance, AzureAd:TenantId");

    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("iss");
        var accepted = input.Validation.Accepted;
        if (accepted.Count == 0)
            return input.NotChecked(actual, $"{input.Api} does not publish which issuers it accepts.");

        return actual is [var issuer] && accepted.Contains(issuer, StringComparer.Ordinal)
            ? input.Passed(actual, $"Issued by the sign-in service that {input.Api} trusts.")
            : input.Failed(actual, Explain(actual.Count > 0 ? actual[0] : null, accepted[0], input), SameAuthority);
    }

    private static string Explain(string? issuer, string accepted, CheckInput input)
    {
        if (issuer is null)
            return "The token has no issuer: iss is missing.";
        if (issuer.TrimEnd('/').Equals(accepted.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            return "The issuer differs only in case or a trailing slash. Issuers are compared exactly.";
        if (issuer.StartsWith(WellKnown.V1IssuerHost, StringComparison.OrdinalIgnoreCase))
            return $"The issuer is that of v1 tokens; {input.Api} accepts v2 tokens.";

        return Uri.TryCreate(issuer, UriKind.Absolute, out var issuerUri)
            && Uri.TryCreate(accepted, UriKind.Absolute, out var acceptedUri)
            && issuerUri.GetLeftPart(UriPartial.Authority)
                .Equals(acceptedUri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            && issuerUri.UserInfo.Length == 0
            ? $"The token was issued for a different tenant than the one that {input.Api} trusts."
            : $"The token was issued by a different sign-in service than the one that {input.Api} trusts.";
    }
}
