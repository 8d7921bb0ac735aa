using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Entra.Emulator.Tenant;

/// <summary>The consents of users, and those that administrators gave for everyone.</summary>
internal sealed class ConsentStore
{
    private static readonly Guid AllGrants = Guid.Empty;

    private readonly TenantDirectory _tenant;
    private readonly TenantDatabase _database;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<GrantKey, PermissionGrant> _grants = [];
    private readonly Dictionary<Guid, PermissionGrant> _byId = [];
    private readonly OrderedLists<PermissionGrant> _ordered = new(g => g.Id);

    public ConsentStore(TenantDirectory tenant, TenantDatabase database, TimeProvider time)
    {
        _tenant = tenant;
        _database = database;
        _time = time;
        database.OnReset(Load);
        Load();
    }

    /// <summary>The granted scopes: the user's own consent, consent for everyone, and pre-authorized scopes.</summary>
    public IReadOnlySet<string> Granted(App client, UserAccount user, App resource)
    {
        lock (_gate)
        {
            var scopes = new HashSet<string>(resource.PreAuthorized.FirstOrDefault(p => p.Client == client.Name)?.Scopes ?? []);
            scopes.UnionWith(_grants.GetValueOrDefault(new(client.Id, user.Id, resource.Id))?.Scopes ?? []);
            scopes.UnionWith(_grants.GetValueOrDefault(new(client.Id, null, resource.Id))?.Scopes ?? []);
            return scopes;
        }
    }

    public IReadOnlyList<PermissionGrant> All()
    {
        lock (_gate)
            return [.. _grants.Values];
    }

    public PermissionGrant? Find(Guid id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>
    /// One page of matching grants in the order of their ids: all grants, or those of one user or client.
    /// </summary>
    public (KeysetPage<PermissionGrant> Page, int? Count) Read(
        Guid? userOrClient, KeysetQuery<PermissionGrant> request, bool count)
    {
        lock (_gate)
        {
            var key = userOrClient ?? AllGrants;
            return (_ordered.Read(key, request), count ? _ordered[key].Count(request.Matches) : null);
        }
    }

    /// <summary>The new grant, or null if one exists for the same client, user and resource.</summary>
    public PermissionGrant? Create(App client, UserAccount? user, App resource, IReadOnlyList<string> scopes)
    {
        lock (_gate)
        {
            var key = new GrantKey(client.Id, user?.Id, resource.Id);
            return _grants.ContainsKey(key) ? null : Write(new(IdOf(key), key, scopes, _time.GetUtcNow()));
        }
    }

    /// <summary>Adds scopes to the user's grant, or without a user to the grant for everyone.</summary>
    public PermissionGrant Grant(App client, UserAccount? user, App resource, IEnumerable<string> scopes)
    {
        lock (_gate)
        {
            var key = new GrantKey(client.Id, user?.Id, resource.Id);
            var current = _grants.GetValueOrDefault(key) ?? new(IdOf(key), key, [], _time.GetUtcNow());
            return Write(current with { Scopes = [.. current.Scopes.Union(scopes)] });
        }
    }

    /// <summary>
    /// Replaces the scopes of a grant; without any, the grant is revoked. False when there is no such grant.
    /// </summary>
    public bool Change(Guid id, IReadOnlyList<string> scopes)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var grant))
                return false;

            Write(grant with { Scopes = scopes });
            return true;
        }
    }

    private PermissionGrant Write(PermissionGrant grant)
    {
        var (client, user, resource) = grant.Key;
        _database.Execute(
            "INSERT OR REPLACE INTO grants VALUES ($id, $client, $principal, $resource, $scopes, $since)",
            ("$id", grant.Id.ToString()),
            ("$client", client.ToString()),
            ("$principal", user?.ToString() ?? ""),
            ("$resource", resource.ToString()),
            ("$scopes", string.Join(' ', grant.Scopes)),
            ("$since", grant.Since.ToString("O", CultureInfo.InvariantCulture)));
        Index(grant);
        Order(grant);
        return grant;
    }

    // A grant without scopes stays in the database to record that the tenant file's grant was revoked.
    private void Index(PermissionGrant grant)
    {
        if (grant.Scopes.Count > 0)
            (_grants[grant.Key], _byId[grant.Id]) = (grant, grant);
        else if (_grants.Remove(grant.Key))
            _byId.Remove(grant.Id);
    }

    private void Order(PermissionGrant grant)
    {
        foreach (var (list, listed) in Listed(grant))
        {
            if (listed.Scopes.Count > 0)
                _ordered.Put(list, listed);
            else
                _ordered.Remove(list, listed);
        }
    }

    private void Load()
    {
        lock (_gate)
        {
            _grants.Clear();
            _byId.Clear();
            foreach (var seed in _tenant.Grants)
            {
                var key = new GrantKey(
                    _tenant.FindAppByName(seed.Client)!.Id,
                    _tenant.FindUserByName(seed.User)?.Id,
                    _tenant.FindAppByName(seed.Resource)!.Id);
                Index(new PermissionGrant(IdOf(key), key, seed.Scopes, _tenant.Created));
            }

            foreach (var grant in _database.Read("SELECT * FROM grants", Read))
                Index(grant);

            _ordered.Load(_grants.Values.SelectMany(Listed), x => x.List, x => x.Grant);
        }
    }

    private static IEnumerable<(Guid List, PermissionGrant Grant)> Listed(PermissionGrant grant)
    {
        yield return (AllGrants, grant);
        yield return (grant.Key.Client, grant);
        if (grant.Key.User is { } user)
            yield return (user, grant);
    }

    private static Guid IdOf(GrantKey key) => StableId.Of(key.Client, key.User, key.Resource);

    private static PermissionGrant Read(SqliteDataReader row) => new(
        row.GetGuid(0),
        new GrantKey(row.GetGuid(1), Guid.TryParse(row.GetString(2), out var user) ? user : null, row.GetGuid(3)),
        row.GetString(4).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        DateTimeOffset.Parse(row.GetString(5), CultureInfo.InvariantCulture));
}

/// <summary>Consent for a client and a resource, by application id; without a user, for everyone.</summary>
internal sealed record PermissionGrant(Guid Id, GrantKey Key, IReadOnlyList<string> Scopes, DateTimeOffset Since);

internal sealed record GrantKey(Guid Client, Guid? User, Guid Resource);
