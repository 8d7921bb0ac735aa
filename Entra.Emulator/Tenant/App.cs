namespace Entra.Emulator.Tenant;

/// <summary>A registration and its service principal in one: what an app may ask for and what it offers.</summary>
public sealed record App(Guid Id, Guid ObjectId, string Name)
{
    public string? IdentifierUri { get; init; }

    public IReadOnlyList<AppScope> Scopes { get; init; } = [];

    public IReadOnlyList<AppRole> Roles { get; init; } = [];

    public IReadOnlyList<RoleAssignment> Assignments { get; init; } = [];

    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The delegated permissions, by resource, that <c>.default</c> stands for while nothing is granted.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Requests { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether tokens for this app list the user's groups.</summary>
    public bool GroupClaims { get; init; }

    public string ClientId => Id.ToString();

    public bool IsPublicClient => Secrets.Count == 0 && RedirectUris.Count > 0;
}

/// <summary>A delegated permission. Name and description are what the consent page says.</summary>
public sealed record AppScope(Guid Id, string Value, string Name, string Description);

/// <summary>A role that the app defines, for users and groups, for apps, or for both.</summary>
public sealed record AppRole(
    Guid Id,
    string Value,
    string Name,
    string Description,
    IReadOnlyList<RoleHolder> For);

/// <summary>Who has a role: a user by user name, a group or an app by name.</summary>
public sealed record RoleAssignment(string To, string Role);

public enum RoleHolder
{
    User,
    Application,
}
