namespace Entra.Emulator.Tenant;

/// <summary>What JSON alone cannot say of a tenant: that names are unique and every reference leads somewhere.</summary>
internal static class TenantValidation
{
    public static IEnumerable<string> Problems(TenantDirectory tenant) =>
    [
        .. Repeated("$.users", tenant.Users, u => u.UserName),
        .. Repeated("$.groups", tenant.Groups, g => g.Name),
        .. Repeated("$.apps", tenant.Apps, a => a.Name),
        .. Repeated("$..id", Ids(tenant), id => id),
        .. tenant.Groups.SelectMany((g, i) => GroupProblems(tenant, g, $"$.groups[{i}]")),
        .. tenant.Apps.SelectMany((a, i) => AppProblems(tenant, a, $"$.apps[{i}]")),
        .. tenant.Policies.SelectMany((p, i) => PolicyProblems(tenant, p, $"$.policies[{i}]")),
        .. Graph(tenant),
    ];

    private static IEnumerable<string> GroupProblems(TenantDirectory tenant, Group group, string place)
    {
        if (group.Count < 1)
            yield return $"{place}.count: must be at least 1.";

        for (var i = 0; i < group.Members.Count; i++)
        {
            if (!IsUser(tenant, group.Members[i]) && !IsGroup(tenant, group.Members[i]))
                yield return $"{place}.members[{i}]: \"{group.Members[i]}\" is no user and no group.";
        }
    }

    private static IEnumerable<string> AppProblems(TenantDirectory tenant, App app, string place)
    {
        for (var i = 0; i < app.Assignments.Count; i++)
        {
            var (to, role) = app.Assignments[i];
            if (!IsUser(tenant, to) && !IsGroup(tenant, to) && tenant.FindAppByName(to) is null)
                yield return $"{place}.assignments[{i}].to: \"{to}\" is no user, group or app.";
            if (app.Roles.All(r => r.Value != role))
                yield return $"{place}.assignments[{i}].role: \"{role}\" is no role of {app.Name}.";
        }

        foreach (var (resource, scopes) in app.Requests)
        {
            var offered = tenant.FindAppByName(resource)?.Scopes;
            if (offered is null)
                yield return $"{place}.requests: \"{resource}\" is no app.";
            else if (scopes.FirstOrDefault(s => offered.All(o => o.Value != s)) is { } unknown)
                yield return $"{place}.requests.{resource}: \"{unknown}\" is no scope of it.";
        }

        foreach (var uri in app.RedirectUris.Concat(app.PostLogoutRedirectUris))
        {
            if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || parsed.Fragment.Length > 0)
                yield return $"{place}: \"{uri}\" is no absolute address without a fragment.";
        }
    }

    private static IEnumerable<string> PolicyProblems(TenantDirectory tenant, AccessPolicy policy, string place)
    {
        if (tenant.FindAppByName(policy.Resource) is null)
            yield return $"{place}.resource: \"{policy.Resource}\" is no app.";
        if (policy.Users.FirstOrDefault(u => !IsUser(tenant, u)) is { } unknown)
            yield return $"{place}.users: \"{unknown}\" is no user.";
    }

    private static IEnumerable<string> Graph(TenantDirectory tenant)
    {
        if (tenant.FindResource(TenantDirectory.GraphUri) is null)
            yield return $"$.apps: no app has the identifierUri {TenantDirectory.GraphUri}, which owns openid.";
    }

    private static IEnumerable<string> Ids(TenantDirectory tenant) =>
        tenant.Users.Select(u => u.Id)
            .Concat(tenant.Groups.Select(g => g.Id))
            .Concat(tenant.Apps.SelectMany(a => (Guid[])[a.Id, a.ObjectId]))
            .Concat(tenant.Apps.SelectMany(a => a.Roles).Select(r => r.Id))
            .Concat(tenant.Apps.SelectMany(a => a.Scopes).Select(s => s.Id))
            .Select(id => id.ToString());

    private static IEnumerable<string> Repeated<T>(string place, IEnumerable<T> items, Func<T, string> name) =>
        items.GroupBy(name).Where(g => g.Count() > 1).Select(g => $"{place}: \"{g.Key}\" is there {g.Count()} times.");

    private static bool IsUser(TenantDirectory tenant, string name) => tenant.Users.Any(u => u.UserName == name);

    private static bool IsGroup(TenantDirectory tenant, string name) => tenant.Groups.Any(g => g.Name == name);
}
