namespace AccessContract.Checks;

internal static class TenantCheck
{
    public const string Contradiction =
        "The tenant in tid is not the tenant in iss. Entra does not issue such tokens: this one was altered, made by hand or issued by another service.";

    public static CheckResult Run(CheckInput input)
    {
        var (token, actual) = (input.Token, input.Token.All("tid"));
        if (input.Validation.Accepted.Count == 0)
            return input.NotChecked(actual, $"{input.Api} does not publish which tenants it accepts.");
        if (actual is [var tenant] && !token.IsList("tid") && input.Validation.Accepted.Contains(tenant, StringComparer.Ordinal))
            return input.Passed(actual, $"From the tenant that {input.Api} accepts.");

        var (cause, explanation) = actual switch
        {
            [] => (Causes.TenantMissing, "The token names no tenant: tid is missing. Entra writes it into its tokens."),
            _ when token.IsList("tid") || !actual.All(t => Guid.TryParse(t, out _)) =>
                (Causes.TenantUnreadable, "The tid claim must be one tenant ID, a GUID."),
            [WellKnown.PersonalAccountsTenant] when !TrustedIssuer.ContradictsTenant(token) =>
                (Causes.PersonalAccount, $"The user signed in with a personal Microsoft account; {input.Api} accepts accounts of its own tenant."),
            [var one] when input.Validation.Accepted.Contains(one, StringComparer.OrdinalIgnoreCase) =>
                (Causes.TenantUnreadable, "The tenant ID has capital letters; Entra writes it in lower case."),
            _ when TrustedIssuer.ContradictsTenant(token) => (Causes.TenantContradicts, Contradiction),
            _ => (AppOnlyShape.IsIn(token) ? Causes.OtherTenantOfApp : Causes.OtherTenant,
                $"The token is from a different tenant than the one that {input.Api} accepts."),
        };
        return input.Failed(cause, actual, explanation);
    }
}
