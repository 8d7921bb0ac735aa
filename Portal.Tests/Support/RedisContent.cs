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
        var all = new StringBuilder();
        foreach (var (key, values) in await EntriesAsync(server))
            all.Append(key).Append(' ').AppendJoin(' ', values.Select(Encoding.Latin1.GetString)).Append('\n');

        return all.ToString();
    }

    /// <summary>The entries, and of each all values; of a hash or stream, also the names of its fields.</summary>
    public static async Task<IReadOnlyList<(string Key, IReadOnlyList<byte[]> Values)>> EntriesAsync(RedisServer server)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var (database, entries) = (redis.GetDatabase(), new List<(string, IReadOnlyList<byte[]>)>());
        await foreach (var key in redis.GetServers()[0].KeysAsync())
            entries.Add(($"{key}", [.. (await ValuesAsync(database, key)).OfType<byte[]>()]));

        return entries;
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
        RedisType.None => [], // It has expired meanwhile.
        var other => throw new InvalidOperationException($"{key} is a {other}."),
    };
}
