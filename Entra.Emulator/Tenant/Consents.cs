using Entra.Emulator.Hosting;

namespace Entra.Emulator.Tenant;

/// <summary>What people have allowed which app to do where. Kept across restarts.</summary>
internal sealed class Consents(StateFiles files)
{
    private readonly Lock _gate = new();
    private readonly StateFile<PermissionGrant[]> _file = files.Open<PermissionGrant[]>("consents.json", []);

    public IReadOnlySet<string> Granted(App client, UserAccount user, App resource)
    {
        lock (_gate)
            return Find(client, user, resource)?.Scopes.ToHashSet() ?? [];
    }

    public void Grant(App client, UserAccount user, App resource, IEnumerable<string> scopes)
    {
        lock (_gate)
        {
            var current = Find(client, user, resource);
            var changed = new PermissionGrant(
                current?.Id ?? Guid.NewGuid(),
                client.Id,
                user.Id,
                resource.Id,
                [.. (current?.Scopes ?? []).Union(scopes)]);
            _file.Write([.. _file.Value.Where(g => g != current), changed]);
        }
    }

    private PermissionGrant? Find(App client, UserAccount user, App resource) => _file.Value.FirstOrDefault(g =>
        g.Client == client.Id && g.User == user.Id && g.Resource == resource.Id);
}

/// <summary>One user's consent to one app for one resource.</summary>
internal sealed record PermissionGrant(Guid Id, Guid Client, Guid User, Guid Resource, IReadOnlyList<string> Scopes);
