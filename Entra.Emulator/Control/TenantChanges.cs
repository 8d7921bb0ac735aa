using Entra.Emulator.Tenant;
using Microsoft.Data.Sqlite;

namespace Entra.Emulator.Control;

/// <summary>
/// What demonstrations changed in the tenant, so that it can be put back without a reset. A change is listed as long as it has
/// an effect: an administrator or a user may have undone it in the meantime. Changes of roles and consents survive a restart,
/// as their effects do; policies do not.
/// </summary>
internal sealed class TenantChanges
{
    private readonly TenantDirectory _tenant;
    private readonly Assignments _assignments;
    private readonly ConsentStore _consents;
    private readonly AccessPolicies _policies;
    private readonly TenantDatabase _database;
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries;

    public TenantChanges(
        TenantDirectory tenant, Assignments assignments, ConsentStore consents, AccessPolicies policies, TenantDatabase database)
    {
        _tenant = tenant;
        _assignments = assignments;
        _consents = consents;
        _policies = policies;
        _database = database;
        _entries = [.. database.Read("SELECT * FROM demonstration_changes ORDER BY rowid", Read).OfType<Entry>()];
    }

    public IReadOnlyList<TenantChange> All
    {
        get
        {
            lock (_gate)
            {
                Remove(e => !e.IsInEffect());
                return [.. _entries.Select(e => e.Change).Distinct()];
            }
        }
    }

    public void SetRole(UserAccount user, ServicePrincipal principal, App resource, AppRole role, bool assigned)
    {
        var change = new TenantChange(
            assigned ? TenantChange.RoleAssigned : TenantChange.RoleRemoved, user.UserName, resource.Name, role.Value);
        var opposite = change with { Kind = assigned ? TenantChange.RoleRemoved : TenantChange.RoleAssigned };
        lock (_gate)
        {
            // A change that somebody else undid is not the opposite of this one.
            Remove(e => !e.IsInEffect());
            if (!Assign(user, principal, role, assigned))
                return;

            // The second of two opposite changes restores what was there.
            if (Remove(e => e.Change == opposite) == 0)
                Add(RoleEntry(NewId(), change, user, principal, role), grant: null);
        }
    }

    public void WithdrawConsents(UserAccount user, App resource)
    {
        var change = new TenantChange(TenantChange.ConsentWithdrawn, user.UserName, resource.Name, null);
        lock (_gate)
        {
            foreach (var grant in _consents.All().Where(g => g.Key.User == user.Id && g.Key.Resource == resource.Id))
            {
                if (_consents.Change(grant.Id, []))
                    Add(ConsentEntry(NewId(), change, grant, user, resource), grant);
            }
        }
    }

    public void AddPolicy(UserAccount user, App resource, PolicyControl control)
    {
        var kind = control == PolicyControl.Block ? TenantChange.Blocked : TenantChange.SecondFactor;
        var policy = _policies.Add(user, resource, control);
        lock (_gate)
        {
            _entries.Add(new(
                NewId(),
                new(kind, user.UserName, resource.Name, null),
                () => _policies.IsAdded(policy),
                () => _policies.Remove(policy)));
        }
    }

    /// <summary>Undoes every change that is still in effect.</summary>
    public void PutBack()
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(e => e.IsInEffect()))
                entry.Undo();

            Remove(_ => true);
        }
    }

    /// <summary>After a reset of the tenant.</summary>
    public void Forget()
    {
        lock (_gate)
            Remove(_ => true);

        _policies.RemoveAdded();
    }

    private Entry RoleEntry(string id, TenantChange change, UserAccount user, ServicePrincipal principal, AppRole role)
    {
        var assigned = change.Kind == TenantChange.RoleAssigned;
        return new(
            id,
            change,
            () => FindAssignment(user, principal, role) is not null == assigned,
            () => Assign(user, principal, role, !assigned));
    }

    private Entry ConsentEntry(string id, TenantChange change, PermissionGrant grant, UserAccount user, App resource) =>
        new(id, change, () => _consents.Find(grant.Id) is null, () => Restore(grant, user, resource));

    private bool Assign(UserAccount user, ServicePrincipal principal, AppRole role, bool assigned) => assigned
        ? _assignments.Add(principal, role.Id, user.Id, PrincipalKind.User) is not null
        : FindAssignment(user, principal, role) is { } existing && _assignments.Remove(existing.Id);

    private AppRoleAssignment? FindAssignment(UserAccount user, ServicePrincipal principal, AppRole role) =>
        _assignments.On(principal).FirstOrDefault(a => (a.Role, a.Principal) == (role.Id, user.Id));

    private void Restore(PermissionGrant grant, UserAccount user, App resource)
    {
        if (_tenant.Apps.FirstOrDefault(a => a.Id == grant.Key.Client) is { } client)
            _consents.Grant(client, user, resource, grant.Scopes);
    }

    private void Add(Entry entry, PermissionGrant? grant)
    {
        _entries.Add(entry);
        _database.Execute(
            "INSERT INTO demonstration_changes VALUES ($id, $kind, $user, $resource, $role, $grant, $client, $scopes)",
            ("$id", entry.Id),
            ("$kind", entry.Change.Kind),
            ("$user", entry.Change.User),
            ("$resource", entry.Change.Resource),
            ("$role", entry.Change.Role ?? ""),
            ("$grant", grant?.Id.ToString() ?? ""),
            ("$client", grant?.Key.Client.ToString() ?? ""),
            ("$scopes", string.Join(' ', grant?.Scopes ?? [])));
    }

    private int Remove(Func<Entry, bool> match)
    {
        List<Entry> removed = [.. _entries.Where(match)];
        foreach (var entry in removed)
        {
            _entries.Remove(entry);
            _database.Execute("DELETE FROM demonstration_changes WHERE id = $id", ("$id", entry.Id));
        }

        return removed.Count;
    }

    // Null if the tenant file no longer has what the change names.
    private Entry? Read(SqliteDataReader row)
    {
        var (id, kind, role) = (row.GetString(0), row.GetString(1), row.GetString(4));
        if (_tenant.FindUserByName(row.GetString(2)) is not { } user || _tenant.FindAppByName(row.GetString(3)) is not { } resource)
            return null;

        if (kind == TenantChange.ConsentWithdrawn)
        {
            var grant = new PermissionGrant(
                row.GetGuid(5),
                new GrantKey(row.GetGuid(6), user.Id, resource.Id),
                row.GetString(7).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                default);
            return ConsentEntry(id, new(kind, user.UserName, resource.Name, null), grant, user, resource);
        }

        return resource.Principal is { } principal && resource.Roles.FirstOrDefault(r => r.Value == role) is { } defined
            ? RoleEntry(id, new(kind, user.UserName, resource.Name, role), user, principal, defined)
            : null;
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private sealed record Entry(string Id, TenantChange Change, Func<bool> IsInEffect, Action Undo);
}

/// <summary>A change of the tenant, by names.</summary>
internal sealed record TenantChange(string Kind, string User, string Resource, string? Role)
{
    public const string RoleRemoved = "role_removed";
    public const string RoleAssigned = "role_assigned";
    public const string ConsentWithdrawn = "consent_withdrawn";
    public const string SecondFactor = "second_factor_required";
    public const string Blocked = "blocked";
}
