using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Model;

/// <summary>The object types and lists that Graph returns for the tenant.</summary>
internal sealed class DirectoryObjects
{
    private readonly TenantDirectory _tenant;

    public DirectoryObjects(TenantDirectory tenant, Sessions sessions)
    {
        _tenant = tenant;
        User = UserObject.Describe(tenant, sessions);
        Group = GroupObject.Describe(tenant);
        ServicePrincipal = ServicePrincipalObject.Describe(tenant);
        Application = ApplicationObject.Describe(tenant);
        Assignment = AssignmentObject.Describe(tenant);
        Grant = GrantObject.Describe(tenant);
        Users = new(User, tenant.Users);
        Groups = new(Group, tenant.Groups);
        ServicePrincipals = new(ServicePrincipal, tenant.Apps.Where(a => a.Principal is not null));
        Applications = new(Application, tenant.Apps.Where(IsRegisteredHere));
    }

    public ObjectType<UserAccount> User { get; }

    public ObjectType<Group> Group { get; }

    public ObjectType<App> ServicePrincipal { get; }

    public ObjectType<App> Application { get; }

    public ObjectType<AppRoleAssignment> Assignment { get; }

    public ObjectType<PermissionGrant> Grant { get; }

    public ObjectType<DirectoryRole> Role { get; } = new("directoryRole",
    [
        new("id", r => r.Id),
        new("deletedDateTime", _ => null),
        new("description", _ => null),
        new("displayName", r => r.Name),
        new("roleTemplateId", r => r.Template),
    ]);

    public DirectoryList<UserAccount> Users { get; }

    public DirectoryList<Group> Groups { get; }

    public DirectoryList<App> ServicePrincipals { get; }

    public DirectoryList<App> Applications { get; }

    /// <summary>A user, group or service principal by object id.</summary>
    public object? Find(Guid id) =>
        _tenant.FindUser(id) ?? (object?)_tenant.FindGroup(id) ?? _tenant.FindAppByPrincipal(id);

    public static string TypeOf(object item) => item switch
    {
        UserAccount => "user",
        Tenant.Group => "group",
        App => "servicePrincipal",
        _ => "directoryRole",
    };

    /// <summary>
    /// Writes an object of any type with its @odata.type. Types that the caller may not read have only their id.
    /// </summary>
    public Dictionary<string, object?> Write(object item, IReadOnlyList<string>? select, GraphCaller caller)
    {
        Dictionary<string, object?> Typed<T>(ObjectType<T> type, T typed, string[] permissions) => type.Write(
            typed,
            caller.HasAny(permissions) ? select : ["id"],
            new() { ["@odata.type"] = type.ODataType });

        return item switch
        {
            UserAccount user => Typed(User, user, Permissions.Users),
            Tenant.Group group => Typed(Group, group, Permissions.Groups),
            App app => Typed(ServicePrincipal, app, Permissions.Applications),
            DirectoryRole role => Typed(Role, role, [Permissions.DirectoryReadAll]),
            _ => throw new ArgumentException("Not a directory object.", nameof(item)),
        };
    }

    // Microsoft Graph is registered in another tenant; here it has only a service principal.
    private static bool IsRegisteredHere(App app) => app.IdentifierUri != TenantDirectory.GraphUri;
}
