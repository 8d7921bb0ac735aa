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

    public UserAccount? FindUser(string? objectId) =>
        Guid.TryParse(objectId, out var id) ? Users.FirstOrDefault(u => u.Id == id) : null;

    /// <summary>By <c>alice@contoso.example</c>, as login hints name people.</summary>
    public UserAccount? FindUserByPrincipalName(string? name) =>
        Users.FirstOrDefault(u => string.Equals(PrincipalName(u), name, StringComparison.OrdinalIgnoreCase));

    public string PrincipalName(UserAccount user) => $"{user.UserName}@{Domain}";

    public App? FindApp(string? clientId) =>
        Guid.TryParseExact(clientId, "D", out var id) ? Apps.FirstOrDefault(a => a.Id == id) : null;

    /// <summary>By client id or App ID URI: the two ways in which a scope names its resource.</summary>
    public App? FindResource(string identifier) =>
        FindApp(identifier) ?? Apps.FirstOrDefault(a => a.IdentifierUri == identifier);

    public App? FindAppByName(string name) => Apps.FirstOrDefault(a => a.Name == name);
}

/// <summary>A persona: someone who can be picked at sign-in.</summary>
public sealed record UserAccount(
    Guid Id,
    string UserName,
    string Name,
    string Story,
    IReadOnlyList<string>? DirectoryRoles = null);

/// <summary>A group of users and groups. <c>Count</c> above 1 stands for that many alike, numbered from 1.</summary>
public sealed record Group(Guid Id, string Name, IReadOnlyList<string> Members, int Count = 1);

/// <summary>Users who must confirm that it is them (authentication context, <c>c1</c>) before a resource gets a token.</summary>
public sealed record AccessPolicy(string Name, IReadOnlyList<string> Users, string Resource, string Requires);
