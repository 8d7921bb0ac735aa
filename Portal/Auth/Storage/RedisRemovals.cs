using Portal.Redis;
using StackExchange.Redis;

namespace Portal.Auth.Storage;

/// <summary>
/// The list of removed entries, in a Redis stream that every instance reads once a second. Without it, an instance could not
/// tell an entry that another one removed from an entry that Redis lost, and a sign-out would be undone.
/// </summary>
internal sealed class RedisRemovals(RedisConnection redis, TimeProvider time)
{
    private const string Stream = "obo:cache-removed";
    private const string Hash = "hash";
    private const string Instance = "by";
    private const int MaxCount = 100_000;
    private const int PageSize = 1_000;
    private const int MaxRecent = 10_000;

    // Longer than any other instance needs to read the stream. If Redis loses the stream, these are added again.
    private static readonly TimeSpan RecentDuration = TimeSpan.FromMinutes(10);

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly Queue<(string Hash, DateTimeOffset At)> _recent = new();

    // Before the start of this process, so that no removal is missed if the clocks differ.
    private string _read = $"{time.GetUtcNow().AddMinutes(-10).ToUnixTimeMilliseconds()}-0";

    public async Task AddAsync(string hash)
    {
        lock (_recent)
        {
            while (_recent.Count >= MaxRecent
                || (_recent.TryPeek(out var oldest) && time.GetUtcNow() - oldest.At > RecentDuration))
            {
                _recent.Dequeue();
            }

            _recent.Enqueue((hash, time.GetUtcNow()));
        }

        await WriteAsync(hash);
    }

    /// <summary>Adds this instance's recent removals once more, after Redis has lost the stream.</summary>
    public async Task RepeatAsync()
    {
        _read = "0-0";
        string[] recent;
        lock (_recent)
            recent = [.. _recent.Select(r => r.Hash).Distinct(StringComparer.Ordinal)];

        foreach (var hash in recent)
            await WriteAsync(hash);
    }

    /// <summary>Reads what other instances have removed since the last time.</summary>
    public async Task ReadAsync(Func<IReadOnlySet<string>, Task> onRemoved)
    {
        var (removed, last, count) = await UnreadAsync();

        // More than the stream holds may have been removed while this instance was cut off.
        if (count >= MaxCount)
            removed.Add(PendingRemovals.Everything);

        if (removed.Count > 0)
            await onRemoved(removed);

        // Only now: until then, ContainsUnreadAsync must find them.
        _read = last;
    }

    /// <summary>Whether another instance has removed the entry since <see cref="ReadAsync"/>.</summary>
    public async Task<bool> ContainsUnreadAsync(string hash) =>
        (await UnreadAsync()).Removed is { Count: > 0 } removed
        && (removed.Contains(hash) || removed.Contains(PendingRemovals.Everything));

    private async Task<(HashSet<string> Removed, string Last, int Count)> UnreadAsync()
    {
        var removed = new HashSet<string>(StringComparer.Ordinal);
        var last = _read;
        var count = 0;
        StreamEntry[] page;
        do
        {
            page = await redis.UseAsync(d => d.StreamReadAsync(Stream, last, PageSize));
            foreach (var entry in page.Where(e => e[Instance] != _instance))
                removed.Add($"{entry[Hash]}");

            (last, count) = (page is [.., var end] ? $"{end.Id}" : last, count + page.Length);
        }
        while (page.Length == PageSize);

        return (removed, last, count);
    }

    private Task<RedisValue> WriteAsync(string hash) => redis.UseAsync(d => d.StreamAddAsync(
        Stream,
        [new(Hash, hash), new(Instance, _instance)],
        maxLength: MaxCount,
        useApproximateMaxLength: true));
}
