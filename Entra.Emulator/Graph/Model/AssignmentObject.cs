using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.AppRoleAssignment>;

namespace Entra.Emulator.Graph.Model;

internal static class AssignmentObject
{
    public static ObjectType<AppRoleAssignment> Describe(TenantDirectory tenant) => new("appRoleAssignment",
    [
        Filterable("id", a => OpaqueId.Of(a.Id)),
        .. AlwaysNull("deletedDateTime"),
        Filterable("appRoleId", a => a.Role),
        new("createdDateTime", a => a.Created),
        Filterable("principalDisplayName", a => NameOf(tenant, a)),
        Filterable("principalId", a => a.Principal),
        Filterable("principalType", a => a.Kind.ToString()),
        Filterable("resourceDisplayName", a => tenant.FindAppByPrincipal(a.Resource)?.Name),
        Filterable("resourceId", a => a.Resource),
    ]);

    private static string? NameOf(TenantDirectory tenant, AppRoleAssignment assignment) => assignment.Kind switch
    {
        PrincipalKind.User => tenant.FindUser(assignment.Principal)?.Name,
        PrincipalKind.Group => tenant.FindGroup(assignment.Principal)?.Name,
        _ => tenant.FindAppByPrincipal(assignment.Principal)?.Name,
    };
}
