using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.PermissionGrant>;

namespace Entra.Emulator.Graph.Model;

/// <summary>An oAuth2PermissionGrant. The store identifies apps by client id, Graph by service principal.</summary>
internal static class GrantObject
{
    public const string ForEveryone = "AllPrincipals";
    public const string ForOne = "Principal";

    public static ObjectType<PermissionGrant> Describe(TenantDirectory tenant) => new("oAuth2PermissionGrant",
    [
        Filterable("clientId", g => PrincipalOf(tenant, g.Key.Client)),
        Filterable("consentType", g => g.Key.User is null ? ForEveryone : ForOne),
        Filterable("id", g => OpaqueId.Of(g.Id)),
        Filterable("principalId", g => g.Key.User),
        Filterable("resourceId", g => PrincipalOf(tenant, g.Key.Resource)),
        new("scope", g => string.Join(' ', g.Scopes)),
    ]);

    /// <summary>Grants of apps without a service principal are not part of the tenant.</summary>
    public static Guid? PrincipalOf(TenantDirectory tenant, Guid client) => tenant.FindApp(client)?.Principal?.Id;
}
