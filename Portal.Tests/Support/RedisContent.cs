using System.Text;
using StackExchange.Redis;

namespace Portal.Tests.Support;

/// <summary>Everything in a Redis server, as one text, as someone who steals its memory would read it.</summary>
internal static class RedisContent
{
    public static async Task<string> ReadAsync(RedisServer server)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var (database, all) = (redis.GetDatabase(), new StringBuilder());
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            all.Append(key).Append(' ');
            foreach (var value in await ValuesAsync(database, key))
                all.Append(Encoding.Latin1.GetString(value!)).Append(' ');

            all.Append('\n');
        }

        return all.ToString();
    }

    private static async Task<IEnumerable<byte[]?>> ValuesAsync(IDatabase database, RedisKey key) => await database.KeyTypeAsync(key) switch
    {
        RedisType.String => [await database.StringGetAsync(key)],
        RedisType.Hash => (await database.HashGetAllAsync(key)).SelectMany(e => (byte[]?[])[e.Name, e.Value]),
        RedisType.List => (await database.ListRangeAsync(key)).Select(v => (byte[]?)v),
        RedisType.Set => (await database.SetMembersAsync(key)).Select(v => (byte[]?)v),
        RedisType.SortedSet => (await database.SortedSetRangeByRankAsync(key)).Select(v => (byte[]?)v),
        RedisType.Stream => (await database.StreamRangeAsync(key))
            .SelectMany(e => e.Values.SelectMany(v => (byte[]?[])[v.Name, v.Value])),
        var other => throw new InvalidOperationException($"{key} is a {other}."),
    };
}
