namespace Entra.Emulator.Tenant;

/// <summary>Checks what the JSON types cannot: names are unique and references resolve.</summary>
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
                yield return new($"{place}.members[{i}]", $"\"{group.Members[i]}\" is not a user or a group.");
        }
    }

    private static IEnumerable<TenantProblem> PolicyProblems(TenantDirectory tenant, AccessPolicy policy, string place)
    {
        if (tenant.FindAppByName(policy.Resource) is null)
            yield return new($"{place}.resource", $"\"{policy.Resource}\" is not an app.");
        if (policy.Requires.Length == 0 && policy.Control != PolicyControl.Block)
            yield return new($"{place}.requires", "must name the required authentication context, for example c1.");

        for (var i = 0; i < policy.Users.Count; i++)
        {
            if (!IsUser(tenant, policy.Users[i]))
                yield return new($"{place}.users[{i}]", $"\"{policy.Users[i]}\" is not a user.");
        }
    }

    private static IEnumerable<TenantProblem> GrantProblems(TenantDirectory tenant, SeedGrant grant, string place)
    {
        if (tenant.FindAppByName(grant.Client) is null)
            yield return new($"{place}.client", $"\"{grant.Client}\" is not an app.");
        if (grant.User is not null && !IsUser(tenant, grant.User))
            yield return new($"{place}.user", $"\"{grant.User}\" is not a user.");

        var offered = tenant.FindAppByName(grant.Resource)?.Scopes;
        if (offered is null)
            yield return new($"{place}.resource", $"\"{grant.Resource}\" is not an app.");
        else if (grant.Scopes.FirstOrDefault(s => offered.All(o => o.Value != s)) is { } unknown)
            yield return new($"{place}.scopes", $"\"{unknown}\" is not a scope of {grant.Resource}.");
    }

    private static IEnumerable<TenantProblem> Graph(TenantDirectory tenant)
    {
        if (tenant.FindResource(TenantDirectory.GraphUri) is null)
            yield return new("$.apps", $"must contain the app with identifierUri {TenantDirectory.GraphUri}, which owns the OpenID Connect scopes.");
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
        .Select(same => new TenantProblem(same.Last().Path, $"\"{same.Key}\" is used {same.Count()} times."));
}

/// <summary>A problem in the tenant file and its JSON path.</summary>
internal sealed record TenantProblem(string Path, string Text);
