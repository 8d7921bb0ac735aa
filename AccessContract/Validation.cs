namespace AccessContract;

/// <summary>One validation that an API runs on a token.</summary>
/// <param name="Name">The stable name: <c>signature</c>, <c>audience</c>, <c>role</c>, …</param>
/// <param name="Demand">The requirement, as a sentence.</param>
/// <param name="Accepted">The accepted values; empty where the requirement is not a list of values, or is unknown.</param>
public sealed record Validation(string Name, string Demand, IReadOnlyList<string> Accepted);

/// <summary>The validations of one API, in their order.</summary>
/// <param name="Published">Whether the API publishes the list; otherwise it is the usual one.</param>
/// <param name="Skew">How far clocks may differ.</param>
public sealed record ApiRules(string Api, IReadOnlyList<Validation> Validations, bool Published, TimeSpan Skew)
{
    private static readonly TimeSpan UsualSkew = TimeSpan.FromMinutes(5);

    /// <summary>Apps that explanations call by their names.</summary>
    public IReadOnlyList<KnownApp> Apps { get; init; } = [];

    /// <summary>The client ID of the app whose users read the explanations, and who can consent there; null if there is none.</summary>
    public string? Client { get; init; }

    /// <summary>The values that a check accepts; empty if the API does not publish them.</summary>
    public IReadOnlyList<string> Accepted(string check) => Validations.FirstOrDefault(v => v.Name == check)?.Accepted ?? [];

    /// <summary>The validations that the API publishes, plus scope and role if the list omits them.</summary>
    public static ApiRules Of(string api, IReadOnlyList<Validation> published) =>
        new(api, [.. published, .. Permissions(api).Where(p => published.All(v => v.Name != p.Name))], Published: true, TokenExpectations.ClockSkew);

    /// <summary>The usual order, for an API that publishes no list.</summary>
    /// <param name="authority">The v2 issuer of the portal's authority, which issues the tokens.</param>
    /// <param name="tenant">The portal's tenant.</param>
    /// <param name="resources">The resources of the configured scopes: the expected audiences.</param>
    public static ApiRules Usual(string api, string authority, string tenant, IReadOnlyList<string> resources) => new(
        api,
        [
            new(CheckNames.Signature, $"A JWT signed by a key of {authority}.", []),
            new(CheckNames.Issuer, $"Issued by the sign-in service for tenant {tenant}.", [authority, $"https://sts.windows.net/{tenant}/"]),
            new(CheckNames.Audience, $"Issued for {api}, named in aud.", Audiences(resources)),
            new(CheckNames.Tenant, $"From the tenant {tenant}.", [tenant]),
            new(CheckNames.Lifetime, "Valid now: exp is in the future, nbf is not.", []),
            new(CheckNames.TokenKind, "An access token, not an ID token.", []),
            .. Permissions(api),
        ],
        Published: false,
        UsualSkew);

    /// <summary>Only what depends on the operation, for a token that does not exist yet.</summary>
    public static ApiRules OfPermissions(string api) => new(
        api,
        [new(CheckNames.TokenKind, "A token of a kind that the operation accepts.", []), .. Permissions(api)],
        Published: false,
        UsualSkew);

    private static Validation[] Permissions(string api) =>
    [
        new(CheckNames.Scope, "A user’s token has the operation’s scope in scp.", []),
        new(CheckNames.Role, $"The token has the operation’s app role in roles, as {api} defines it.", []),
    ];

    // aud is the client ID, or the App ID URI in v1 tokens. Both are known only if the settings name the client ID.
    private static List<string> Audiences(IReadOnlyList<string> resources) =>
        resources.All(r => Guid.TryParse(r, out _)) ? [.. resources.SelectMany(r => new[] { r, $"api://{r}" })] : [];
}
