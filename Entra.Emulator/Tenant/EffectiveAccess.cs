namespace Entra.Emulator.Tenant;

/// <summary>
/// The roles and groups of users and apps. Roles come from direct membership only; the groups claim is transitive.
/// </summary>
internal sealed class EffectiveAccess(TenantDirectory tenant, Assignments assignments)
{
    /// <summary>
    /// Roles assigned to the user directly, or to a group that the user is a direct member of. Nested groups give no
    /// roles.
    /// </summary>
    public string[] RolesOf(UserAccount user, App app) => Roles(app, Held(user, app), RoleHolder.User);

    public string[] RolesOf(App client, App app) => Roles(app, Held(client, app), RoleHolder.Application);

    /// <summary>Whether the user is assigned to the app, with or without a role.</summary>
    public bool IsAssigned(UserAccount user, App app) => Held(user, app).Any();

    public bool IsAssigned(App client, App app) => Held(client, app).Any();

    /// <summary>All groups of the user, direct and nested: unlike roles, the groups claim is transitive.</summary>
    public Group[] GroupsOf(UserAccount user)
    {
        var found = new HashSet<Group>();
        var names = new Queue<string>([user.UserName]);
        while (names.TryDequeue(out var name))
        {
            foreach (var group in tenant.GroupsListing(name))
            {
                if (found.Add(group))
                    names.Enqueue(group.Name);
            }
        }

        return [.. found];
    }

    private IEnumerable<AppRoleAssignment> Held(UserAccount user, App app) => tenant.GroupsListing(user.UserName)
        .Select(g => g.Id)
        .Append(user.Id)
        .SelectMany(assignments.HeldBy)
        .Where(a => a.Resource == app.Principal?.Id);

    private IEnumerable<AppRoleAssignment> Held(App client, App app) => client.Principal is { } principal
        ? assignments.HeldBy(principal.Id).Where(a => a.Resource == app.Principal?.Id)
        : [];

    private static string[] Roles(App app, IEnumerable<AppRoleAssignment> held, RoleHolder kind)
    {
        var given = held.Select(a => a.Role).ToHashSet();
        return [.. app.Roles.Where(r => given.Contains(r.Id) && r.For.Contains(kind)).Select(r => r.Value)];
    }
}
