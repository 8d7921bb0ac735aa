using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Entra.Emulator.Tenant;

/// <summary>App role assignments: those of the tenant file, and the changes since.</summary>
internal sealed class Assignments
{
    private readonly TenantDirectory _tenant;
    private readonly TenantDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, AppRoleAssignment> _all = [];
    private readonly OrderedLists<AppRoleAssignment> _byPrincipal = new(a => a.Id);
    private readonly OrderedLists<AppRoleAssignment> _byResource = new(a => a.Id);

    public Assignments(TenantDirectory tenant, TenantDatabase database, TimeProvider time)
    {
        _tenant = tenant;
        _database = database;
        _time = time;
        database.OnReset(Load);
        Load();
    }

    /// <summary>The assignments of a user, group or service principal, by its object id.</summary>
    public IEnumerable<AppRoleAssignment> HeldBy(Guid principal)
    {
        lock (_gate)
            return [.. _byPrincipal[principal]];
    }

    /// <summary>One page, and the total number of matches if <paramref name="count"/> is set.</summary>
    public (KeysetPage<AppRoleAssignment> Page, int? Count) HeldBy(
        Guid principal, KeysetQuery<AppRoleAssignment> request, bool count)
    {
        lock (_gate)
            return (_byPrincipal.Read(principal, request), count ? _byPrincipal[principal].Count(request.Matches) : null);
    }

    /// <summary>The assignments to an app, by its service principal.</summary>
    public IEnumerable<AppRoleAssignment> On(ServicePrincipal resource)
    {
        lock (_gate)
            return [.. _byResource[resource.Id]];
    }

    /// <summary>One page, and the total number of matches if <paramref name="count"/> is set.</summary>
    public (KeysetPage<AppRoleAssignment> Page, int? Count) On(
        ServicePrincipal resource, KeysetQuery<AppRoleAssignment> request, bool count)
    {
        lock (_gate)
            return (_byResource.Read(resource.Id, request), count ? _byResource[resource.Id].Count(request.Matches) : null);
    }

    public AppRoleAssignment? Find(Guid id)
    {
        lock (_gate)
            return _all.GetValueOrDefault(id);
    }

    /// <summary>The new assignment, or null if it exists already.</summary>
    public AppRoleAssignment? Add(ServicePrincipal resource, Guid role, Guid principal, PrincipalKind kind)
    {
        lock (_gate)
        {
            var id = IdOf(resource.Id, role, principal);
            var added = new AppRoleAssignment(id, resource.Id, role, principal, kind, _time.GetUtcNow());
            if (!_all.TryAdd(id, added))
                return null;

            _byPrincipal.Put(principal, added);
            _byResource.Put(resource.Id, added);
            Write(added, removed: false);
            return added;
        }
    }

    public bool Remove(Guid id)
    {
        lock (_gate)
        {
            if (!_all.Remove(id, out var removed))
                return false;

            _byPrincipal.Remove(removed.Principal, removed);
            _byResource.Remove(removed.Resource, removed);
            Write(removed, removed: true);
            return true;
        }
    }

    private void Write(AppRoleAssignment assignment, bool removed)
    {
        _database.Execute(
            "INSERT OR REPLACE INTO assignments VALUES ($id, $resource, $role, $principal, $kind, $created, $removed)",
            ("$id", assignment.Id.ToString()),
            ("$resource", assignment.Resource.ToString()),
            ("$role", assignment.Role.ToString()),
            ("$principal", assignment.Principal.ToString()),
            ("$kind", assignment.Kind.ToString()),
            ("$created", assignment.Created.ToString("O", CultureInfo.InvariantCulture)),
            ("$removed", removed));
    }

    private void Load()
    {
        lock (_gate)
        {
            _all.Clear();
            foreach (var assignment in Seed())
                _all[assignment.Id] = assignment;

            foreach (var (assignment, removed) in _database.Read("SELECT * FROM assignments", Read))
            {
                if (removed)
                    _all.Remove(assignment.Id);
                else
                    _all[assignment.Id] = assignment;
            }

            _byPrincipal.Load(_all.Values, a => a.Principal);
            _byResource.Load(_all.Values, a => a.Resource);
        }
    }

    private IEnumerable<AppRoleAssignment> Seed() =>
        from app in _tenant.Apps
        let principal = app.Principal
        where principal is not null
        from assignment in principal.Assignments
        let role = app.Roles.FirstOrDefault(r => r.Value == assignment.Role)?.Id ?? Guid.Empty
        let to = Resolve(assignment.To)
        select new AppRoleAssignment(
            IdOf(principal.Id, role, to.Id), principal.Id, role, to.Id, to.Kind, _tenant.Created);

    private (Guid Id, PrincipalKind Kind) Resolve(string name)
    {
        if (_tenant.FindUserByName(name) is { } user)
            return (user.Id, PrincipalKind.User);
        if (_tenant.FindGroupByName(name) is { } group)
            return (group.Id, PrincipalKind.Group);

        return (_tenant.FindAppByName(name)?.Principal?.Id ?? Guid.Empty, PrincipalKind.ServicePrincipal);
    }

    private static Guid IdOf(Guid resource, Guid role, Guid principal) => StableId.Of(resource, role, principal);

    private static (AppRoleAssignment Assignment, bool Removed) Read(SqliteDataReader row) => (
        new AppRoleAssignment(
            row.GetGuid(0),
            row.GetGuid(1),
            row.GetGuid(2),
            row.GetGuid(3),
            Enum.Parse<PrincipalKind>(row.GetString(4)),
            DateTimeOffset.Parse(row.GetString(5), CultureInfo.InvariantCulture)),
        row.GetBoolean(6));
}

/// <summary>An app role assignment, all by object id. The all-zero role is an assignment without a role.</summary>
internal sealed record AppRoleAssignment(
    Guid Id, Guid Resource, Guid Role, Guid Principal, PrincipalKind Kind, DateTimeOffset Created);

internal enum PrincipalKind
{
    User,
    Group,
    ServicePrincipal,
}
