using System.Text.Json.Serialization;

namespace Entra.Emulator.Tenant;

/// <summary>Everything that the seed says of the tenant. References are by name, so that the file reads well.</summary>
public sealed record TenantDirectory(
    Guid Id,
    string Name,
    string Domain,
    IReadOnlyList<UserAccount> Users,
    IReadOnlyList<Group> Groups,
    IReadOnlyList<App> Apps,
    IReadOnlyList<AccessPolicy> Policies)
{
    /// <summary>The resource that scopes without a resource belong to, openid and its kin among them.</summary>
    public const string GraphUri = "https://graph.microsoft.com";

    private TenantIndex? _index;

    /// <summary>Where an editor finds the file's schema; the emulator does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Since when the seed's grants and assignments are said to exist.</summary>
    public DateTimeOffset Created { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether people may consent for themselves, where no permission needs an administrator.</summary>
    public bool UserConsent { get; init; } = true;

    /// <summary>Consents that exist from the start.</summary>
    public IReadOnlyList<SeedGrant> Grants { get; init; } = [];

    public UserAccount? FindUser(string? objectId) => Guid.TryParse(objectId, out var id) ? FindUser(id) : null;

    public UserAccount? FindUser(Guid objectId) => Index.Users.GetValueOrDefault(objectId);

    public UserAccount? FindUserByName(string? userName) =>
        userName is null ? null : Index.UsersByName.GetValueOrDefault(userName);

    /// <summary>By <c>alice@contoso.example</c>, as login hints name people.</summary>
    public UserAccount? FindUserByPrincipalName(string? name) =>
        name is null ? null : Index.UsersByPrincipalName.GetValueOrDefault(name);

    public string PrincipalName(UserAccount user) => $"{user.UserName}@{Domain}";

    public Group? FindGroup(Guid objectId) => Index.Groups.GetValueOrDefault(objectId);

    public Group? FindGroupByName(string name) => Index.GroupsByName.GetValueOrDefault(name);

    /// <summary>The groups that list this name, of a user or of a group, themselves.</summary>
    public IEnumerable<Group> GroupsListing(string member) => Index.GroupsByMember[member];

    public App? FindApp(string? clientId) => Guid.TryParseExact(clientId, "D", out var id) ? FindApp(id) : null;

    public App? FindApp(Guid clientId) => Index.Apps.GetValueOrDefault(clientId);

    /// <summary>By client id or App ID URI: the two ways in which a scope names its resource.</summary>
    public App? FindResource(string identifier) =>
        FindApp(identifier) ?? Apps.FirstOrDefault(a => a.IdentifierUri == identifier);

    public App? FindAppByName(string name) => Index.AppsByName.GetValueOrDefault(name);

    public App? FindAppByPrincipal(Guid objectId) => Index.AppsByPrincipal.GetValueOrDefault(objectId);

    /// <summary>Users who may consent for everyone, and to what others cannot.</summary>
    public IEnumerable<UserAccount> Administrators => Users.Where(u => u.IsAdministrator);

    private TenantIndex Index => _index is { } index && ReferenceEquals(index.Tenant, this) ? index : _index = new(this);
}

/// <summary>A persona: someone who can be picked at sign-in.</summary>
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

/// <summary>A group of users and groups. <c>Count</c> above 1 stands for that many alike, numbered from 1.</summary>
public sealed record Group(Guid Id, string Name, IReadOnlyList<string> Members, int Count = 1);

/// <summary>What a policy asks of its users before a token for the resource: <c>Requires</c> names the context (<c>c1</c>).</summary>
public sealed record AccessPolicy(string Name, IReadOnlyList<string> Users, string Resource, string Requires = "")
{
    public PolicyControl Control { get; init; } = PolicyControl.Confirm;
}

[JsonConverter(typeof(JsonStringEnumConverter<PolicyControl>))]
public enum PolicyControl
{
    /// <summary>They confirm that it is them.</summary>
    Confirm,

    /// <summary>The same, but they have no second factor yet and must set one up.</summary>
    Enroll,

    /// <summary>There is no way in.</summary>
    Block,
}

/// <summary>Scopes of a resource granted to a client, by names; without a user, for everyone.</summary>
public sealed record SeedGrant(string Client, string Resource, IReadOnlyList<string> Scopes, string? User = null);
