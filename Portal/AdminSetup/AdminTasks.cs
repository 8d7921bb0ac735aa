using Portal.Contracts.AdminSetup;

namespace Portal.AdminSetup;

/// <summary>The tasks of administrators, and the permissions that each needs.</summary>
internal static class AdminTasks
{
    private const string ReadRoles = "roles.read";
    private const string ReadDirectory = "directory.read";

    public static AdminSetupReport Report(IReadOnlySet<string> granted)
    {
        return new AdminSetupReport(
        [
            new AdminTask(ReadRoles, "See who holds a role", Needs: null,
            [
                Permission("Application.Read.All", "Reads apps, their roles, and who holds them."),
                Permission("User.ReadBasic.All", "Finds users by name."),
                Permission("GroupMember.Read.All", "Shows who is in a group."),
            ]),
            new AdminTask("roles.change", "Change role assignments", ReadRoles,
            [
                Permission("AppRoleAssignment.ReadWrite.All", "Assigns and removes roles."),
            ]),
            new AdminTask(ReadDirectory, "See users’ access and consents", Needs: null,
            [
                Permission("Directory.Read.All", "Reads users, groups, apps and consents."),
            ]),
            new AdminTask("consents.change", "Change consents", ReadDirectory,
            [
                Permission("DelegatedPermissionGrant.ReadWrite.All", "Gives, trims and revokes consents."),
            ]),
        ]);

        AdminPermissionState Permission(string name, string use) =>
            new(name, AdminSetupAddresses.Scope(name), use, granted.Contains(name));
    }
}
