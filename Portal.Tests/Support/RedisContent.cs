using System.Text;
using StackExchange.Redis;

namespace Portal.Tests.Support;

/// <summary>Everything in a Redis server, as one text, as someone who steals its memory would read it.</summary>
internal static class RedisContent
{
    /// <summary>How JWTs begin. Less of it could be a part of encrypted content by chance.</summary>
    public static readonly string[] StartsOfTokens = ["eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi", "eyJhdWQiOi"];

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

    /// <summary>How many entries there are of each kind, and how much memory one of them takes.</summary>
    public static async Task<IReadOnlyList<string>> SizesAsync(RedisServer server)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var (database, sizes) = (redis.GetDatabase(), new List<(string Kind, int Entries, long Bytes)>());
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            var entries = await database.KeyTypeAsync(key) == RedisType.List ? (int)await database.ListLengthAsync(key) : 1;
            var bytes = (long)await database.ExecuteAsync("MEMORY", "USAGE", key, "SAMPLES", 0);
            sizes.Add((string.Join(':', key.ToString().Split(':').Take(2)), entries, bytes));
        }

        return
        [
            .. sizes.GroupBy(s => s.Kind, StringComparer.Ordinal).Select(kind =>
                $"{kind.Key}: {kind.Sum(s => s.Entries)}, {kind.Sum(s => s.Bytes) / kind.Sum(s => s.Entries)} bytes each"),
        ];
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
