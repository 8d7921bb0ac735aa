namespace Entra.Emulator.Tenant;

/// <summary>What the tenant's policies say about one user and one resource.</summary>
internal static class Policies
{
    /// <summary>The authentication contexts (<c>c1</c>) that are asked of the user before a token for the resource.</summary>
    public static IEnumerable<string> ContextsFor(this TenantDirectory tenant, UserAccount user, App resource) =>
        tenant.PoliciesFor(user, resource).Where(p => p.Control != PolicyControl.Block).Select(p => p.Requires);

    public static IEnumerable<AccessPolicy> PoliciesFor(this TenantDirectory tenant, UserAccount user, App resource) =>
        tenant.Policies.Where(p => p.Resource == resource.Name && p.Users.Contains(user.UserName));
}
