using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.AppRoleAssignment>;

namespace Entra.Emulator.Graph.Model;

internal static class AssignmentObject
{
    public static ObjectType<AppRoleAssignment> Describe(TenantDirectory tenant) => new("appRoleAssignment",
    [
        Sought("id", a => OpaqueId.Of(a.Id)),
        .. Empty("deletedDateTime"),
        Sought("appRoleId", a => a.Role),
        new("createdDateTime", a => a.Created),
        Sought("principalDisplayName", a => NameOf(tenant, a)),
        Sought("principalId", a => a.Principal),
        Sought("principalType", a => a.Kind.ToString()),
        Sought("resourceDisplayName", a => tenant.FindAppByPrincipal(a.Resource)?.Name),
        Sought("resourceId", a => a.Resource),
    ]);

    private static string? NameOf(TenantDirectory tenant, AppRoleAssignment assignment) => assignment.Kind switch
    {
        PrincipalKind.User => tenant.FindUser(assignment.Principal)?.Name,
        PrincipalKind.Group => tenant.FindGroup(assignment.Principal)?.Name,
        _ => tenant.FindAppByPrincipal(assignment.Principal)?.Name,
    };
}
