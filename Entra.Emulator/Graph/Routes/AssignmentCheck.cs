using Entra.Emulator.Graph.Access;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Checks that a role can be assigned to a kind of principal by this caller.</summary>
internal static class AssignmentCheck
{
    public static void Require(App resource, Guid role, PrincipalKind kind, GraphCaller caller)
    {
        RequireDirectoryRole(resource, kind, caller);
        var holder = kind == PrincipalKind.ServicePrincipal ? RoleHolder.Application : RoleHolder.User;
        var offered = resource.Roles.Where(r => r.For.Contains(holder)).ToArray();

        // The all-zero role is allowed only if the app has no roles for this kind of principal.
        if (role == Guid.Empty ? offered.Length > 0 : offered.All(r => r.Id != role))
        {
            throw new GraphErrorException(GraphError.BadRequest(
                $"Permission being assigned was not found on application '{resource.ClientId}'."));
        }
    }

    /// <summary>Application administrators cannot grant application permissions of Graph itself.</summary>
    public static void RequireDirectoryRole(App resource, PrincipalKind kind, GraphCaller caller)
    {
        var isGraphToApp = resource.IdentifierUri == TenantDirectory.GraphUri && kind == PrincipalKind.ServicePrincipal;
        if (isGraphToApp && !caller.HoldsAny(DirectoryRoles.GrantGraphToApps))
            throw new GraphErrorException(GraphError.Denied());
    }
}
