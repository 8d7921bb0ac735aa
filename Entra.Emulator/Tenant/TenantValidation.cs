namespace Entra.Emulator.Tenant;

/// <summary>What JSON alone cannot say of a tenant: that names are unique and every reference leads somewhere.</summary>
internal static class TenantValidation
{
    public static IEnumerable<TenantProblem> Problems(TenantDirectory tenant) =>
    [
        .. Repeated(tenant.Users.Select((u, i) => ($"$.users[{i}].userName", u.UserName))),
        .. Repeated(tenant.Groups.Select((g, i) => ($"$.groups[{i}].name", g.Name))),
        .. Repeated(tenant.Apps.Select((a, i) => ($"$.apps[{i}].name", a.Name))),
        .. Repeated(Ids(tenant)),
        .. tenant.Groups.SelectMany((g, i) => GroupProblems(tenant, g, $"$.groups[{i}]")),
        .. tenant.Apps.SelectMany((a, i) => AppValidation.Problems(tenant, a, $"$.apps[{i}]")),
        .. tenant.Policies.SelectMany((p, i) => PolicyProblems(tenant, p, $"$.policies[{i}]")),
        .. tenant.Grants.SelectMany((g, i) => GrantProblems(tenant, g, $"$.grants[{i}]")),
        .. Graph(tenant),
    ];

    public static bool IsUser(TenantDirectory tenant, string name) => tenant.FindUserByName(name) is not null;

    public static bool IsGroup(TenantDirectory tenant, string name) => tenant.FindGroupByName(name) is not null;

    private static IEnumerable<TenantProblem> GroupProblems(TenantDirectory tenant, Group group, string place)
    {
        if (group.Count < 1)
            yield return new($"{place}.count", "must be at least 1.");

        for (var i = 0; i < group.Members.Count; i++)
        {
            if (!IsUser(tenant, group.Members[i]) && !IsGroup(tenant, group.Members[i]))
                yield return new($"{place}.members[{i}]", $"\"{group.Members[i]}\" is no user and no group.");
        }
    }

    private static IEnumerable<TenantProblem> PolicyProblems(TenantDirectory tenant, AccessPolicy policy, string place)
    {
        if (tenant.FindAppByName(policy.Resource) is null)
            yield return new($"{place}.resource", $"\"{policy.Resource}\" is no app.");
        if (policy.Requires.Length == 0 && policy.Control != PolicyControl.Block)
            yield return new($"{place}.requires", "must name the context that is asked for, like c1.");

        for (var i = 0; i < policy.Users.Count; i++)
        {
            if (!IsUser(tenant, policy.Users[i]))
                yield return new($"{place}.users[{i}]", $"\"{policy.Users[i]}\" is no user.");
        }
    }

    private static IEnumerable<TenantProblem> GrantProblems(TenantDirectory tenant, SeedGrant grant, string place)
    {
        if (tenant.FindAppByName(grant.Client) is null)
            yield return new($"{place}.client", $"\"{grant.Client}\" is no app.");
        if (grant.User is not null && !IsUser(tenant, grant.User))
            yield return new($"{place}.user", $"\"{grant.User}\" is no user.");

        var offered = tenant.FindAppByName(grant.Resource)?.Scopes;
        if (offered is null)
            yield return new($"{place}.resource", $"\"{grant.Resource}\" is no app.");
        else if (grant.Scopes.FirstOrDefault(s => offered.All(o => o.Value != s)) is { } unknown)
            yield return new($"{place}.scopes", $"\"{unknown}\" is no scope of {grant.Resource}.");
    }

    private static IEnumerable<TenantProblem> Graph(TenantDirectory tenant)
    {
        if (tenant.FindResource(TenantDirectory.GraphUri) is null)
            yield return new("$.apps", $"no app has the identifierUri {TenantDirectory.GraphUri}, which owns openid.");
    }

    private static IEnumerable<(string Path, string Value)> Ids(TenantDirectory tenant)
    {
        var users = tenant.Users.Select((u, i) => ($"$.users[{i}].id", u.Id));
        var groups = tenant.Groups.Select((g, i) => ($"$.groups[{i}].id", g.Id));
        var apps = tenant.Apps.SelectMany((a, i) => AppValidation.Ids(a, $"$.apps[{i}]"));
        return users.Concat(groups).Concat(apps).Select(id => (id.Item1, id.Item2.ToString()));
    }

    private static IEnumerable<TenantProblem> Repeated(IEnumerable<(string Path, string Value)> items) => items
        .GroupBy(item => item.Value)
        .Where(same => same.Count() > 1)
        .Select(same => new TenantProblem(same.Last().Path, $"\"{same.Key}\" is there {same.Count()} times."));
}

/// <summary>A mistake in the tenant file and the JSON path of its place.</summary>
internal sealed record TenantProblem(string Path, string Text);
