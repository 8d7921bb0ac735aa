using Entra.Emulator.Tenant;

namespace Entra.Emulator.Control;

/// <summary>
/// What demonstrations changed in the tenant, so that it can be put back without a reset. A change is listed as long as it has
/// an effect: an administrator or a user may have undone it in the meantime.
/// </summary>
internal sealed class TenantChanges(
    TenantDirectory tenant, Assignments assignments, ConsentStore consents, AccessPolicies policies)
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<TenantChange> All
    {
        get
        {
            lock (_gate)
            {
                _entries.RemoveAll(e => !e.IsInEffect());
                return [.. _entries.Select(e => e.Change).Distinct()];
            }
        }
    }

    public void SetRole(UserAccount user, ServicePrincipal principal, App resource, AppRole role, bool assigned)
    {
        if (!Apply(assigned))
            return;

        lock (_gate)
        {
            // The second of two opposite changes restores what was there.
            var key = new TenantChange(TenantChange.RoleRemoved, user.UserName, resource.Name, role.Value);
            if (_entries.RemoveAll(e => e.Change == key || e.Change == key with { Kind = TenantChange.RoleAssigned }) > 0)
                return;

            _entries.Add(new(
                assigned ? key with { Kind = TenantChange.RoleAssigned } : key,
                () => Existing() is not null == assigned,
                () => Apply(!assigned)));
        }

        bool Apply(bool assign) => assign
            ? assignments.Add(principal, role.Id, user.Id, PrincipalKind.User) is not null
            : Existing() is { } existing && assignments.Remove(existing.Id);

        AppRoleAssignment? Existing() =>
            assignments.On(principal).FirstOrDefault(a => (a.Role, a.Principal) == (role.Id, user.Id));
    }

    public void WithdrawConsents(UserAccount user, App resource)
    {
        foreach (var grant in consents.All().Where(g => g.Key.User == user.Id && g.Key.Resource == resource.Id))
        {
            consents.Change(grant.Id, []);
            Add(
                new(TenantChange.ConsentWithdrawn, user.UserName, resource.Name, null),
                () => consents.Find(grant.Id) is null,
                () => Restore(grant, user, resource));
        }
    }

    public void AddPolicy(UserAccount user, App resource, PolicyControl control)
    {
        var policy = policies.Add(user, resource, control);
        Add(
            new(control == PolicyControl.Block ? TenantChange.Blocked : TenantChange.SecondFactor, user.UserName, resource.Name, null),
            () => policies.IsAdded(policy),
            () => policies.Remove(policy));
    }

    /// <summary>Undoes every change that is still in effect.</summary>
    public void PutBack()
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(e => e.IsInEffect()))
                entry.Undo();

            _entries.Clear();
        }
    }

    /// <summary>After a reset of the tenant.</summary>
    public void Forget()
    {
        lock (_gate)
            _entries.Clear();

        policies.RemoveAdded();
    }

    private void Restore(PermissionGrant grant, UserAccount user, App resource)
    {
        if (tenant.Apps.FirstOrDefault(a => a.Id == grant.Key.Client) is { } client)
            consents.Grant(client, user, resource, grant.Scopes);
    }

    private void Add(TenantChange change, Func<bool> isInEffect, Action undo)
    {
        lock (_gate)
            _entries.Add(new(change, isInEffect, undo));
    }

    private sealed record Entry(TenantChange Change, Func<bool> IsInEffect, Action Undo);
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
