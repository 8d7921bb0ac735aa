namespace Entra.Emulator.Tenant;

/// <summary>The policies of the tenant file, and those that were added since the start for a demonstration.</summary>
internal sealed class AccessPolicies(TenantDirectory tenant)
{
    // Entra's authentication contexts are c1 to c99. A new one each time: no earlier sign-in has satisfied it.
    private const int FirstContext = 20;
    private const int Contexts = 80;

    private readonly Lock _gate = new();
    private readonly List<AccessPolicy> _added = [];
    private int _lastContext;

    /// <summary>The policies that apply to a user and a resource.</summary>
    public IReadOnlyList<AccessPolicy> For(UserAccount user, App resource)
    {
        lock (_gate)
            return [.. tenant.Policies.Concat(_added).Where(p => p.Resource == resource.Name && p.Users.Contains(user.UserName))];
    }

    /// <summary>Adds a policy; it replaces the one that was added for the same user, resource and control.</summary>
    public AccessPolicy Add(UserAccount user, App resource, PolicyControl control)
    {
        lock (_gate)
        {
            _added.RemoveAll(p => p.Control == control && p.Resource == resource.Name && p.Users.Contains(user.UserName));
            var context = control == PolicyControl.Block ? "" : $"c{FirstContext + (_lastContext++ % Contexts)}";
            var added = new AccessPolicy($"Demonstration: {resource.Name}", [user.UserName], resource.Name, context) { Control = control };
            _added.Add(added);
            return added;
        }
    }

    public bool IsAdded(AccessPolicy policy)
    {
        lock (_gate)
            return _added.Contains(policy);
    }

    public void Remove(AccessPolicy policy)
    {
        lock (_gate)
            _added.Remove(policy);
    }

    public void RemoveAdded()
    {
        lock (_gate)
            _added.Clear();
    }
}
