namespace Entra.Emulator.Tenant;

/// <summary>
/// A registration: what an app may ask for and what it offers, in whichever tenants it is used. What this tenant says
/// of the app is its <see cref="ServicePrincipal"/>.
/// </summary>
public sealed record App(Guid Id, Guid ObjectId, string Name)
{
    /// <summary>Null: the app is registered, but nobody has brought it into this tenant.</summary>
    public ServicePrincipal? Principal { get; init; }

    public string? IdentifierUri { get; init; }

    /// <summary>Whether other tenants may use it: only then may it come by <c>common</c> and <c>organizations</c>.</summary>
    public bool MultiTenant { get; init; }

    /// <summary>The <c>requestedAccessTokenVersion</c>: 1 or 2. The resource chooses, whoever asks.</summary>
    public int AccessTokenVersion { get; init; } = 2;

    /// <summary>Whether tokens for this app list the user's groups.</summary>
    public bool GroupClaims { get; init; }

    public OptionalClaims OptionalClaims { get; init; } = new();

    public IReadOnlyList<AppScope> Scopes { get; init; } = [];

    public IReadOnlyList<AppRole> Roles { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Called in a hidden frame when the person signs out elsewhere.</summary>
    public string? LogoutUri { get; init; }

    /// <summary>Allows the flows of clients that keep no secret, device code among them, even beside secrets.</summary>
    public bool PublicClient { get; init; }

    public IReadOnlyList<AppSecret> Secrets { get; init; } = [];

    /// <summary>Public halves, as PEM or base64: what client assertions are verified with.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>The delegated permissions, by resource, that <c>.default</c> stands for while nothing is granted.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Requests { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The application permissions, by resource, that an administrator is asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RoleRequests { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Clients that need no consent for some of this app's scopes.</summary>
    public IReadOnlyList<PreAuthorization> PreAuthorized { get; init; } = [];

    /// <summary>Clients whose <c>.default</c> consent covers what this app itself needs further down the chain.</summary>
    public IReadOnlyList<string> KnownClients { get; init; } = [];

    public string ClientId => Id.ToString();

    /// <summary>Has nothing to prove itself with, and so must not be asked to.</summary>
    public bool IsPublicClient => Secrets.Count == 0 && Certificates.Count == 0 && (PublicClient || RedirectUris.Count > 0);
}

/// <summary>An app as this tenant knows it; its id is the <c>oid</c> of the app's own tokens.</summary>
public sealed record ServicePrincipal(Guid Id)
{
    public bool Enabled { get; init; } = true;

    /// <summary>Only who is assigned gets a token; and people can no longer consent for themselves.</summary>
    public bool AssignmentRequired { get; init; }

    public IReadOnlyList<RoleAssignment> Assignments { get; init; } = [];
}
