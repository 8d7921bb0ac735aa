namespace AccessContract;

/// <summary>One validation that an API runs on a token.</summary>
/// <param name="Name">The word for it: <c>signature</c>, <c>audience</c>, <c>role</c>, …</param>
/// <param name="Demand">What is demanded, as a sentence.</param>
/// <param name="Accepted">The values accepted; empty where the demand is no list, or is not known.</param>
public sealed record Validation(string Name, string Demand, IReadOnlyList<string> Accepted);

/// <summary>The validations of one API, in their order.</summary>
/// <param name="Published">Whether the API lists them itself; else they are what its kind usually runs.</param>
/// <param name="Skew">How far clocks may differ.</param>
public sealed record ApiRules(string Api, IReadOnlyList<Validation> Validations, bool Published, TimeSpan Skew)
{
    private static readonly TimeSpan PublishedSkew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UsualSkew = TimeSpan.FromMinutes(5);

    /// <summary>What the API publishes; scope and role are added where its list leaves them out.</summary>
    public static ApiRules Of(string api, IReadOnlyList<Validation> published) =>
        new(api, [.. published, .. Permissions(api).Where(p => published.All(v => v.Name != p.Name))], Published: true, PublishedSkew);

    /// <summary>The usual order, for an API that publishes no list.</summary>
    /// <param name="authority">The v2 address of the portal's own authority, which issues the tokens.</param>
    /// <param name="tenant">The portal's tenant.</param>
    /// <param name="resources">The resources of the scopes that settings name: whom the token will be for.</param>
    public static ApiRules Usual(string api, string authority, string tenant, IReadOnlyList<string> resources) => new(
        api,
        [
            new("signature", $"A JWT signed by a key of {authority}.", []),
            new("issuer", $"Issued by the authority of tenant {tenant}.", [authority, $"https://sts.windows.net/{tenant}/"]),
            new("audience", $"For {api}: aud names it.", Audiences(resources)),
            new("tenant", $"From the tenant {tenant}.", [tenant]),
            new("lifetime", "Valid now: exp ahead, nbf not ahead.", []),
            new("token_kind", "An access token, and no id token.", []),
            .. Permissions(api),
        ],
        Published: false,
        UsualSkew);

    private static Validation[] Permissions(string api) =>
    [
        new("scope", "A user’s token carries the scope of the operation in scp.", []),
        new("role", $"The token carries the app role of the operation in roles, as {api} defines it.", []),
    ];

    // A token's aud is the client id, or for a v1 token the App ID URI: which one shows only where settings name the GUID.
    private static List<string> Audiences(IReadOnlyList<string> resources) =>
        resources.All(r => Guid.TryParse(r, out _)) ? [.. resources.SelectMany(r => new[] { r, $"api://{r}" })] : [];
}
