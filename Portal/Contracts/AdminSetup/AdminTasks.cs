namespace Portal.Contracts.AdminSetup;

/// <summary>The tasks of administrators, and the permissions that each needs.</summary>
public static class AdminTasks
{
    private const string ReadRoles = "roles.read";
    private const string ReadDirectory = "directory.read";

    private static readonly AdminTask[] All =
    [
        new(ReadRoles, "See who holds a role", Needs: null,
        [
            Permission("Application.Read.All", "Reads apps, their roles, and who holds them."),
            Permission("User.ReadBasic.All", "Finds users by name."),
            Permission("GroupMember.Read.All", "Shows who is in a group."),
        ]),
        new("roles.change", "Change role assignments", ReadRoles,
        [
            Permission("AppRoleAssignment.ReadWrite.All", "Assigns and removes roles."),
        ]),
        new(ReadDirectory, "See users’ access and consents", Needs: null,
        [
            Permission("Directory.Read.All", "Reads users, groups, apps and consents."),
        ]),
        new("consents.change", "Change consents", ReadDirectory,
        [
            Permission("DelegatedPermissionGrant.ReadWrite.All", "Gives, trims and revokes consents."),
        ]),
    ];

    /// <summary>The permissions of all tasks, by their names in Microsoft Graph.</summary>
    public static IReadOnlyList<string> Permissions { get; } = [.. All.SelectMany(t => t.Permissions).Select(p => p.Name)];

    /// <param name="granted">Permissions by their names in Microsoft Graph.</param>
    public static AdminSetupReport Report(IReadOnlySet<string> granted) => new(
    [
        .. All.Select(task => task with
        {
            Permissions = [.. task.Permissions.Select(p => p with { IsGranted = granted.Contains(p.Name) })],
        }),
    ]);

    private static AdminPermissionState Permission(string name, string use) =>
        new(name, AdminSetupAddresses.Scope(name), use, IsGranted: false);
}
