using System.Text.Json.Serialization;

namespace Entra.Emulator.Tenant;

/// <summary>The tenant file. References are by name, to keep the file readable.</summary>
public sealed record TenantDirectory(
    Guid Id,
    string Name,
    string Domain,
    IReadOnlyList<UserAccount> Users,
    IReadOnlyList<Group> Groups,
    IReadOnlyList<App> Apps,
    IReadOnlyList<AccessPolicy> Policies)
{
    /// <summary>The resource of scopes that name no resource, including the OpenID Connect scopes.</summary>
    public const string GraphUri = "https://graph.microsoft.com";

    private TenantIndex? _index;

    /// <summary>The file's schema, for editors. The emulator ignores it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The creation time of the objects in the tenant file.</summary>
    public DateTimeOffset Created { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether users may consent to permissions that do not require an administrator.</summary>
    public bool UserConsent { get; init; } = true;

    /// <summary>Consents that exist from the start.</summary>
    public IReadOnlyList<SeedGrant> Grants { get; init; } = [];

    public UserAccount? FindUser(string? objectId) => Guid.TryParse(objectId, out var id) ? FindUser(id) : null;

    public UserAccount? FindUser(Guid objectId) => Index.Users.GetValueOrDefault(objectId);

    public UserAccount? FindUserByName(string? userName) =>
        userName is null ? null : Index.UsersByName.GetValueOrDefault(userName);

    /// <summary>By user principal name: <c>alice@contoso.example</c>.</summary>
    public UserAccount? FindUserByPrincipalName(string? name) =>
        name is null ? null : Index.UsersByPrincipalName.GetValueOrDefault(name);

    public string PrincipalName(UserAccount user) => $"{user.UserName}@{Domain}";

    public Group? FindGroup(Guid objectId) => Index.Groups.GetValueOrDefault(objectId);

    public Group? FindGroupByName(string name) => Index.GroupsByName.GetValueOrDefault(name);

    /// <summary>The groups that have this user or group, by name, as a direct member.</summary>
    public IEnumerable<Group> GroupsListing(string member) => Index.GroupsByMember[member];

    public App? FindApp(string? clientId) => Guid.TryParseExact(clientId, "D", out var id) ? FindApp(id) : null;

    public App? FindApp(Guid clientId) => Index.Apps.GetValueOrDefault(clientId);

    /// <summary>By client id or App ID URI, as scopes name resources.</summary>
    public App? FindResource(string identifier) =>
        FindApp(identifier) ?? Apps.FirstOrDefault(a => a.IdentifierUri == identifier);

    public App? FindAppByName(string name) => Index.AppsByName.GetValueOrDefault(name);

    public App? FindAppByPrincipal(Guid objectId) => Index.AppsByPrincipal.GetValueOrDefault(objectId);

    /// <summary>Users who may consent for everyone.</summary>
    public IEnumerable<UserAccount> Administrators => Users.Where(u => u.IsAdministrator);

    private TenantIndex Index => _index is { } index && ReferenceEquals(index.Tenant, this) ? index : _index = new(this);
}

/// <summary>A user, who can be picked at sign-in.</summary>
public sealed record UserAccount(
    Guid Id,
    string UserName,
    string Name,
    string Story,
    IReadOnlyList<string>? DirectoryRoles = null)
{
    private static readonly string[] ConsentingRoles =
    [
        "Global Administrator",
        "Privileged Role Administrator",
        "Cloud Application Administrator",
        "Application Administrator",
    ];

    public bool Enabled { get; init; } = true;

    [JsonIgnore]
    public bool IsAdministrator => DirectoryRoles?.Intersect(ConsentingRoles).Any() ?? false;
}

/// <summary>
/// A group of users and groups. With a <c>Count</c> above 1, that many identical groups, numbered from 1.
/// </summary>
public sealed record Group(Guid Id, string Name, IReadOnlyList<string> Members, int Count = 1);

/// <summary>
/// A Conditional Access policy. <c>Requires</c> is the authentication context (<c>c1</c>) required for a token for the
/// resource.
/// </summary>
public sealed record AccessPolicy(string Name, IReadOnlyList<string> Users, string Resource, string Requires = "")
{
    public PolicyControl Control { get; init; } = PolicyControl.Confirm;
}

[JsonConverter(typeof(JsonStringEnumConverter<PolicyControl>))]
public enum PolicyControl
{
    /// <summary>The user confirms with a second factor.</summary>
    Confirm,

    /// <summary>The user must first set up a second factor.</summary>
    Enroll,

    /// <summary>Access is blocked.</summary>
    Block,
}

/// <summary>A consent, by names; without a user, for everyone.</summary>
public sealed record SeedGrant(string Client, string Resource, IReadOnlyList<string> Scopes, string? User = null);
