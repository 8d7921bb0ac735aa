namespace Entra.Emulator.Tenant;

/// <summary>Who gets which role and which group: the two rules that people mix up.</summary>
internal static class Membership
{
    /// <summary>Directly assigned, or to a group of which the user is a direct member. Nested groups give nothing.</summary>
    public static string[] RolesOf(this TenantDirectory tenant, UserAccount user, App app)
    {
        var holders = tenant.Groups.Where(g => g.Members.Contains(user.UserName)).Select(g => g.Name)
            .Append(user.UserName)
            .ToHashSet();
        return Assigned(app, holders, RoleHolder.User);
    }

    public static string[] RolesOf(App client, App app) => Assigned(app, [client.Name], RoleHolder.Application);

    /// <summary>Every group that the user is in, through other groups too: unlike roles, the groups claim is transitive.</summary>
    public static Group[] GroupsOf(this TenantDirectory tenant, UserAccount user)
    {
        var found = new HashSet<Group>();
        var names = new Queue<string>([user.UserName]);
        while (names.TryDequeue(out var name))
        {
            foreach (var group in tenant.Groups.Where(g => g.Members.Contains(name)))
            {
                if (found.Add(group))
                    names.Enqueue(group.Name);
            }
        }

        return [.. found];
    }

    /// <summary>The authentication contexts (<c>c1</c>) that policies ask of the user before a token for the resource.</summary>
    public static IEnumerable<string> ContextsFor(this TenantDirectory tenant, UserAccount user, App resource) =>
        tenant.Policies
            .Where(p => p.Resource == resource.Name && p.Users.Contains(user.UserName))
            .Select(p => p.Requires);

    private static string[] Assigned(App app, HashSet<string> holders, RoleHolder kind)
    {
        var given = app.Assignments.Where(a => holders.Contains(a.To)).Select(a => a.Role).ToHashSet();
        return [.. app.Roles.Where(r => given.Contains(r.Value) && r.For.Contains(kind)).Select(r => r.Value)];
    }
}
