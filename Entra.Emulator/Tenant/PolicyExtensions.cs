namespace Entra.Emulator.Tenant;

/// <summary>What the tenant's policies say about one user and one resource.</summary>
internal static class PolicyExtensions
{
    public static IEnumerable<AccessPolicy> PoliciesFor(this TenantDirectory tenant, UserAccount user, App resource) =>
        tenant.Policies.Where(p => p.Resource == resource.Name && p.Users.Contains(user.UserName));
}
