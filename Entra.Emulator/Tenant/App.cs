namespace Entra.Emulator.Tenant;

/// <summary>
/// An app registration: what the app requests and offers, in every tenant that uses it. <see cref="ServicePrincipal"/>
/// holds this tenant's settings for the app.
/// </summary>
public sealed record App(Guid Id, Guid ObjectId, string Name)
{
    /// <summary>Null when the app is registered but has no service principal in this tenant.</summary>
    public ServicePrincipal? Principal { get; init; }

    public string? IdentifierUri { get; init; }

    /// <summary>
    /// Whether other tenants may use the app. Only then may it use <c>common</c> and <c>organizations</c>.
    /// </summary>
    public bool MultiTenant { get; init; }

    /// <summary>The <c>requestedAccessTokenVersion</c>, 1 or 2, of tokens for this app.</summary>
    public int AccessTokenVersion { get; init; } = 2;

    /// <summary>Whether tokens for this app list the user's groups.</summary>
    public bool GroupClaims { get; init; }

    public OptionalClaims OptionalClaims { get; init; } = new();

    public IReadOnlyList<AppScope> Scopes { get; init; } = [];

    public IReadOnlyList<AppRole> Roles { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>The front-channel logout URI, loaded in a hidden frame when the user signs out elsewhere.</summary>
    public string? LogoutUri { get; init; }

    /// <summary>Allows public client flows such as device code, even if the app also has secrets.</summary>
    public bool PublicClient { get; init; }

    public IReadOnlyList<AppSecret> Secrets { get; init; } = [];

    /// <summary>Public certificates, as PEM or base64, that client assertions are validated with.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>Delegated permissions by resource: what <c>.default</c> asks consent for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Requests { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Application permissions by resource, which an administrator is asked to consent to.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RoleRequests { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Clients that need no consent for some of this app's scopes.</summary>
    public IReadOnlyList<PreAuthorization> PreAuthorized { get; init; } = [];

    /// <summary>Clients whose <c>.default</c> consent also covers the permissions that this app requests.</summary>
    public IReadOnlyList<string> KnownClients { get; init; } = [];

    public string ClientId => Id.ToString();

    /// <summary>The app has no credentials, so it must not be asked for any.</summary>
    public bool IsPublicClient => Secrets.Count == 0 && Certificates.Count == 0 && (PublicClient || RedirectUris.Count > 0);
}

/// <summary>The app in this tenant. Its id is the <c>oid</c> of the app's app-only tokens.</summary>
public sealed record ServicePrincipal(Guid Id)
{
    public bool Enabled { get; init; } = true;

    /// <summary>Only assigned users and apps get a token, and users cannot consent for themselves.</summary>
    public bool AssignmentRequired { get; init; }

    public IReadOnlyList<RoleAssignment> Assignments { get; init; } = [];
}
