using System.Globalization;
using System.Text.Json;
using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Instances;

/// <summary>The instances that are running, in Redis. An instance that stops announcing itself disappears.</summary>
internal sealed class InstanceDirectory(RedisConnection redis, TimeProvider time)
{
    /// <summary>How long an announcement is valid: two may be missed.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    // More are not read: a damaged list must not fill the report.
    private const int MaxCount = 100;
    private const string Members = "obo:instances";

    /// <summary>The announcements, the oldest instance first; null if Redis does not respond.</summary>
    public async Task<IReadOnlyList<InstanceEntry>?> ReadAsync()
    {
        var (succeeded, entries) = await redis.TryUseAsync(async database =>
        {
            var ids = (await database.SetMembersAsync(Members)).Take(MaxCount).ToList();
            var values = await Task.WhenAll(ids.Select(id => database.StringGetAsync(Key(id))));
            RedisValue[] gone = [.. ids.Where((_, i) => values[i].IsNull)];
            if (gone.Length > 0)
                await database.SetRemoveAsync(Members, gone);

            return values.Where(v => !v.IsNull).Select(Parse).OfType<InstanceEntry>().OrderBy(e => e.Started).ToList();
        });
        return succeeded ? entries : null;
    }

    /// <summary>False if Redis does not respond.</summary>
    public async Task<bool> WriteAsync(InstanceEntry entry)
    {
        var (succeeded, _) = await redis.TryUseAsync(async database =>
        {
            await database.StringSetAsync(Key(entry.Id), JsonSerializer.SerializeToUtf8Bytes(entry), Validity);
            return await database.SetAddAsync(Members, entry.Id);
        });
        return succeeded;
    }

    public Task RemoveAsync(string id) => redis.TryUseAsync(async database =>
    {
        await database.SetRemoveAsync(Members, id);
        return await database.KeyDeleteAsync(Key(id));
    });

    /// <summary>
    /// How far this machine's clock is ahead of that of Redis, to within the time of one request; null if Redis does not
    /// respond.
    /// </summary>
    public async Task<TimeSpan?> MeasureAheadAsync()
    {
        var before = time.GetUtcNow();
        var (succeeded, answer) = await redis.TryUseAsync(database => database.ExecuteAsync("TIME"));
        var after = time.GetUtcNow();
        if (!succeeded || (RedisValue[]?)answer is not [var seconds, var microseconds])
            return null;

        var theirs = DateTimeOffset.FromUnixTimeSeconds(Number(seconds)).AddMicroseconds(Number(microseconds));
        return before + ((after - before) / 2) - theirs;
    }

    private static long Number(RedisValue value) => long.Parse((string?)value ?? "", CultureInfo.InvariantCulture);

    private static string Key(RedisValue id) => $"obo:instance:{id}";

    // Another version of the portal can have written something else.
    private static InstanceEntry? Parse(RedisValue value)
    {
        try
        {
            return JsonSerializer.Deserialize<InstanceEntry>((byte[]?)value);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
