namespace AccessContract.Checks;

/// <summary>
/// How a token's issuer relates to the issuers that the API accepts. Rules about signature and version are those of the
/// accepted issuers; a foreign token is refused for its issuer.
/// </summary>
internal static class TrustedIssuer
{
    public static IssuerRelation Of(CheckInput input)
    {
        var accepted = input.Rules.Accepted(CheckNames.Issuer);
        if (accepted.Count == 0)
            return IssuerRelation.NotPublished;
        if (input.Token.All("iss") is not [{ Length: > 0 } issuer, ..] issuers)
            return IssuerRelation.Missing;
        if (issuers.Count == 1 && accepted.Contains(issuer, StringComparer.Ordinal))
            return IssuerRelation.Accepted;
        if (accepted.Any(a => a.TrimEnd('/').Equals(issuer.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)))
            return IssuerRelation.SpelledDifferently;

        var actual = TokenIssuer.Of(input.Token);
        return actual switch
        {
            { Kind: IssuerKind.EntraV1, Tenant: { } tenant } when TenantsOf(input, accepted).Contains(tenant) => IssuerRelation.Version1,
            { Kind: IssuerKind.EntraV1, Tenant: not null } when accepted.Any(a => IsSameCloud(a, issuer)) => IssuerRelation.OtherTenant,
            { Kind: IssuerKind.EntraV2, Tenant: { } tenant } when actual.Name.Length > 0 && accepted.Any(IsVersion1) =>
                TenantsOf(input, accepted).Contains(tenant) ? IssuerRelation.Version2 : IssuerRelation.OtherTenant,
            { Kind: IssuerKind.EntraV2 } when accepted.Any(a => IsSameHost(a, issuer)) => IssuerRelation.OtherTenant,
            { Kind: IssuerKind.Unknown } when accepted.Any(a => IsSameHost(a, issuer) && IsEntra(a)) => IssuerRelation.OtherForm,
            _ when accepted.Any(a => IsSamePath(a, issuer)) => IssuerRelation.OtherAddress,
            _ => IssuerRelation.OtherService,
        };
    }

    public static bool IsForeign(CheckInput input) => Of(input) switch
    {
        IssuerRelation.OtherTenant or IssuerRelation.OtherAddress or IssuerRelation.OtherService => true,
        IssuerRelation.NotPublished =>
            TokenIssuer.Of(input.Token).Kind is IssuerKind.B2C or IssuerKind.Adfs or IssuerKind.Workload or IssuerKind.Other,
        _ => false,
    };

    /// <summary>Whether <c>tid</c> and the tenant in the issuer are both known and differ, which Entra never writes.</summary>
    public static bool ContradictsTenant(TokenContent token) => ContradictsTenant(token, TokenIssuer.Of(token));

    public static bool ContradictsTenant(TokenContent token, TokenIssuer issuer) =>
        issuer is { IsEntra: true, Tenant: { } tenant }
        && token.All("tid") is [var tid] && !tid.Equals(tenant, StringComparison.OrdinalIgnoreCase);

    private static bool IsVersion1(string issuer) => issuer.StartsWith(WellKnown.V1IssuerHost, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> TenantsOf(CheckInput input, IReadOnlyList<string> issuers) =>
        input.Rules.Accepted(CheckNames.Tenant)
            .Concat(issuers.SelectMany(i => i.Split('/')).Where(part => Guid.TryParse(part, out _)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // Entra's v1 issuer has its own host in each national cloud.
    private static bool IsSameCloud(string accepted, string version1) =>
        version1.StartsWith(WellKnown.V1IssuerHost, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(accepted, UriKind.Absolute, out var first) && Uri.TryCreate(version1, UriKind.Absolute, out var second)
            && Path.GetExtension(first.Host).Equals(Path.GetExtension(second.Host), StringComparison.OrdinalIgnoreCase));

    private static bool IsEntra(string issuer) => Uri.TryCreate(issuer, UriKind.Absolute, out var address)
        && address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var tenant, "v2.0"] && Guid.TryParse(tenant, out _);

    private static bool IsSamePath(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && second.UserInfo.Length == 0 && first.AbsolutePath.Length > 1 && first.AbsolutePath == second.AbsolutePath;

    private static bool IsSameHost(string one, string other) =>
        Uri.TryCreate(one, UriKind.Absolute, out var first) && Uri.TryCreate(other, UriKind.Absolute, out var second)
        && second.UserInfo.Length == 0
        && first.GetLeftPart(UriPartial.Authority).Equals(second.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}

internal enum IssuerRelation
{
    /// <summary>The API publishes no issuers.</summary>
    NotPublished,
    Missing,
    Accepted,

    /// <summary>An accepted issuer in another case, or with or without the last slash.</summary>
    SpelledDifferently,

    /// <summary>The v1 issuer of the accepted tenant.</summary>
    Version1,

    /// <summary>The v2 issuer of the accepted tenant, where only v1 issuers are accepted.</summary>
    Version2,

    /// <summary>An issuer of the accepted service that Entra does not write: without a tenant ID, or without /v2.0.</summary>
    OtherForm,

    /// <summary>The path of an accepted issuer under another scheme, host or port.</summary>
    OtherAddress,
    OtherTenant,
    OtherService,
}
