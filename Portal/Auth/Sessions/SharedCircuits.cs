using Portal.Redis;

namespace Portal.Auth.Sessions;

/// <summary>
/// The owners of the circuits of all instances, in Redis. The name of an entry and its content are hashes of the circuit's
/// secret: without the secret, nobody can read an entry, or write one that an instance accepts.
/// </summary>
internal sealed class SharedCircuits(RedisConnection redis)
{
    /// <summary>In the background: a page does not wait for Redis before its circuit starts.</summary>
    public void Add(string circuit, string account) =>
        _ = redis.TryUseAsync(db => db.StringSetAsync(Name(circuit), Owner(circuit, account), UserCircuits.Retention));

    public void Remove(string circuit) => _ = redis.TryUseAsync(db => db.KeyDeleteAsync(Name(circuit)));

    /// <summary>False also if Redis does not respond.</summary>
    public async Task<bool> IsOwnerAsync(string circuit, string account)
    {
        var (_, owner) = await redis.TryUseAsync(db => db.StringGetAsync(Name(circuit)));
        return owner == Owner(circuit, account);
    }

    private static string Name(string circuit) => SharedName.Key("circuit", circuit);

    private static string Owner(string circuit, string account) => SharedName.Of($"{circuit} {account}");
}
