namespace Entra.Emulator.Tenant;

/// <summary>The policies that apply to a user and a resource.</summary>
internal static class PolicyExtensions
{
    public static IEnumerable<AccessPolicy> PoliciesFor(this TenantDirectory tenant, UserAccount user, App resource) =>
        tenant.Policies.Where(p => p.Resource == resource.Name && p.Users.Contains(user.UserName));
}
