using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Access;

/// <summary>
/// The built-in directory roles that operations require of the signed-in user, in addition to the app's permission.
/// </summary>
internal static class DirectoryRoles
{
    private const string Global = "Global Administrator";
    private const string PrivilegedRole = "Privileged Role Administrator";
    private const string Application = "Application Administrator";
    private const string CloudApplication = "Cloud Application Administrator";
    private const string User = "User Administrator";
    private const string Helpdesk = "Helpdesk Administrator";
    private const string Writers = "Directory Writers";
    private const string Readers = "Directory Readers";
    private const string Governance = "Identity Governance Administrator";
    private const string Hybrid = "Hybrid Identity Administrator";

    public static readonly string[] ChangeAssignments =
        [Global, PrivilegedRole, Application, CloudApplication, User, Writers, Governance, Hybrid];

    public static readonly string[] ChangeGrants = [Global, PrivilegedRole, Application, CloudApplication, Writers];

    /// <summary>Reading other users' assignments and grants.</summary>
    public static readonly string[] ReadAssignments =
        [.. ChangeAssignments, Helpdesk, "Global Reader", Readers, "Security Reader", "Security Administrator"];

    /// <summary>Application administrators cannot grant Graph's own application permissions.</summary>
    public static readonly string[] GrantGraphToApps = [Global, PrivilegedRole];

    public static readonly string[] RevokeSignIns =
        [Global, User, Helpdesk, "Authentication Administrator", "Privileged Authentication Administrator"];

    // Role template ids, which are the same in every tenant.
    private static readonly Dictionary<string, Guid> Templates = new(StringComparer.Ordinal)
    {
        [Global] = new("62e90394-69f5-4237-9190-012177145e10"),
        [PrivilegedRole] = new("e8611ab8-c189-46e8-94e1-60213ab1f814"),
        [Application] = new("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        [CloudApplication] = new("158c047a-c907-4556-b7ef-446551a6b5f7"),
        [User] = new("fe930be7-5e62-47db-91af-98c3a49a38b1"),
        [Helpdesk] = new("729827e3-9c14-49f7-bb1b-9608f156bbb8"),
        [Readers] = new("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"),
    };

    public static IEnumerable<DirectoryRole> Of(UserAccount user) => (user.DirectoryRoles ?? [])
        .Select(name => new DirectoryRole(
            StableId.Of("directory role", name),
            name,
            Templates.TryGetValue(name, out var template) ? template : StableId.Of("role template", name)));
}

internal sealed record DirectoryRole(Guid Id, string Name, Guid Template);
