namespace Entra.Emulator.Tenant;

/// <summary>The tenant file indexed by id and name, so that lookups do not depend on its size.</summary>
internal sealed class TenantIndex
{
    public TenantIndex(TenantDirectory tenant)
    {
        Tenant = tenant;
        Users = First(tenant.Users, u => u.Id);
        UsersByName = First(tenant.Users, u => u.UserName, StringComparer.Ordinal);
        UsersByPrincipalName = First(tenant.Users, tenant.PrincipalName, StringComparer.OrdinalIgnoreCase);
        Groups = First(tenant.Groups, g => g.Id);
        GroupsByName = First(tenant.Groups, g => g.Name, StringComparer.Ordinal);
        Apps = First(tenant.Apps, a => a.Id);
        AppsByName = First(tenant.Apps, a => a.Name, StringComparer.Ordinal);
        AppsByPrincipal = First(tenant.Apps.Where(a => a.Principal is not null), a => a.Principal!.Id);
        GroupsByMember = tenant.Groups
            .SelectMany(group => group.Members.Distinct(StringComparer.Ordinal), (group, member) => (group, member))
            .ToLookup(x => x.member, x => x.group, StringComparer.Ordinal);
    }

    /// <summary>The indexed tenant. A copy with other groups needs its own index.</summary>
    public TenantDirectory Tenant { get; }

    public Dictionary<Guid, UserAccount> Users { get; }

    public Dictionary<string, UserAccount> UsersByName { get; }

    public Dictionary<string, UserAccount> UsersByPrincipalName { get; }

    public Dictionary<Guid, Group> Groups { get; }

    public Dictionary<string, Group> GroupsByName { get; }

    public Dictionary<Guid, App> Apps { get; }

    public Dictionary<string, App> AppsByName { get; }

    public Dictionary<Guid, App> AppsByPrincipal { get; }

    /// <summary>Groups by the name of a direct member.</summary>
    public ILookup<string, Group> GroupsByMember { get; }

    // Files with duplicate names are indexed before validation refuses them.
    private static Dictionary<TKey, T> First<TKey, T>(
        IEnumerable<T> items, Func<T, TKey> keyOf, IEqualityComparer<TKey>? comparer = null)
        where TKey : notnull
    {
        var found = new Dictionary<TKey, T>(comparer);
        foreach (var item in items)
            found.TryAdd(keyOf(item), item);

        return found;
    }
}
