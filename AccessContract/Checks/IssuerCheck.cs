namespace AccessContract.Checks;

internal static class IssuerCheck
{
    public static CheckResult Run(CheckInput input)
    {
        var actual = input.Token.All("iss");
        var relation = TrustedIssuer.Of(input);
        if (relation == IssuerRelation.NotPublished)
            return input.NotChecked(actual, $"{input.Api} does not publish which issuers it accepts.");
        if (relation == IssuerRelation.Accepted)
            return input.Passed(actual, $"Its issuer is the sign-in service that {input.Api} trusts.");

        var (cause, explanation) = relation switch
        {
            IssuerRelation.Missing => (Causes.IssuerMissing, "The token has no issuer: iss is missing."),
            IssuerRelation.SpelledDifferently =>
                (Causes.IssuerSpelling, "The issuer differs only in case or a trailing slash. Issuers are compared exactly."),
            IssuerRelation.OtherForm => (Causes.IssuerSpelling,
                "The issuer is not written as the sign-in service writes it: its address, the tenant ID, and /v2.0."),
            _ when TokenIssuer.Of(input.Token).Kind != IssuerKind.PersonalAccounts && TrustedIssuer.ContradictsTenant(input.Token) =>
                (Causes.TenantContradicts, TenantCheck.Contradiction),
            IssuerRelation.Version1 => ExplainVersion1(input),
            IssuerRelation.Version2 => (Causes.Version2, $"The issuer is that of v2 tokens; {input.Api} accepts v1 tokens."),
            _ => ExplainForeign(input, relation),
        };
        return input.Failed(cause, actual, explanation);
    }

    private static (Cause Cause, string Explanation) ExplainVersion1(CheckInput input) => input.Token.First("ver") == "2.0"
        ? (Causes.VersionMixed, "The ver claim says v2, but the issuer is that of v1 tokens.")
        : AudienceCheck.OfAnotherApp(input) ?? (Causes.Version1, $"The issuer is that of v1 tokens; {input.Api} accepts v2 tokens.");

    private static (Cause Cause, string Explanation) ExplainForeign(CheckInput input, IssuerRelation relation)
    {
        var (api, issuer) = (input.Api, TokenIssuer.Of(input.Token));
        return issuer.Kind switch
        {
            IssuerKind.PersonalAccounts =>
                (Causes.PersonalAccount, $"The user signed in with a personal Microsoft account; {api} accepts accounts of its own tenant."),
            IssuerKind.B2C => (Causes.IssuerB2C,
                $"Azure AD B2C issued the token{Policy(input.Token)}; {api} trusts another sign-in service. In B2C tokens, ver is always 1.0."),
            IssuerKind.ExternalId =>
                (Causes.IssuerExternalId, $"Microsoft Entra External ID (ciamlogin.com) issued the token; {api} trusts another sign-in service."),
            IssuerKind.Adfs => (Causes.IssuerAdfs, $"AD FS issued the token; {api} trusts another sign-in service."),
            IssuerKind.Workload => (Causes.IssuerWorkload,
                $"{issuer.Name} issued the token to identify a workload; {api} trusts another sign-in service."),
            _ when relation == IssuerRelation.OtherTenant => ExplainOtherTenant(input),
            _ when relation == IssuerRelation.OtherAddress => (Causes.IssuerOtherAddress,
                $"The issuer has the right path, but another address: not the scheme, host and port that {api} trusts."),
            _ when issuer.Name.Length == 0 => (Causes.IssuerOther, $"A different sign-in service issued the token than the one that {api} trusts."),
            _ => (Causes.IssuerOther, $"{issuer.Name} issued the token: a different sign-in service than the one that {api} trusts."),
        };
    }

    private static (Cause Cause, string Explanation) ExplainOtherTenant(CheckInput input)
    {
        var explanation = $"The token was issued for a different tenant than the one that {input.Api} trusts.";
        if (AppOnlyShape.IsIn(input.Token))
            return (Causes.OtherTenantOfApp, explanation);

        return (Causes.OtherTenant, Guest.HomeAddress(input.Token) is { } home
            ? $"{explanation} There, the user is a guest ({home})."
            : $"{explanation} A guest needs a token of the inviting tenant, not of the home tenant.");
    }

    private static string Policy(TokenContent token) => TokenIssuer.PolicyOf(token) is { } policy ? $" (policy {policy})" : "";
}
