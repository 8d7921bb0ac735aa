using System.Buffers.Binary;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Portal.Auth.Sessions;

/// <summary>
/// When each session was last used. Exact in memory. In the store, for restarts and other instances, up to a minute older,
/// so that not every action is written. An entry of its own, because writing it must not restore a session that has ended.
/// </summary>
internal sealed class SessionActivity(SessionEntries entries, IOptions<PortalSessionOptions> options, TimeProvider time)
    : IDisposable
{
    private const int MaxCount = 100_000;
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _uses = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly TimeSpan _idle = options.Value.Idle;
    private readonly TimeSpan _delay = TimeSpan.FromTicks(Math.Min(MaxDelay.Ticks, options.Value.Idle.Ticks / 10));

    /// <summary>Null if no use is known.</summary>
    public async Task<DateTimeOffset?> LastAsync(string group, CancellationToken cancellationToken)
    {
        var known = _uses.Get<Use>(group)?.Last;
        if (time.GetUtcNow() - known <= _idle)
            return known;

        // Another instance may have seen a later use.
        var stored = Time(await entries.ReadAsync(Name(group), cancellationToken));
        return known > stored ? known : stored ?? known;
    }

    /// <summary>Records that the session is used now.</summary>
    public async Task MarkAsync(string group)
    {
        var now = time.GetUtcNow();
        var saved = _uses.Get<Use>(group)?.Saved;
        var keeps = now - saved < _delay;
        _uses.Set(group, new Use(now, keeps ? saved!.Value : now), new MemoryCacheEntryOptions
        {
            Size = 1,
            AbsoluteExpirationRelativeToNow = _idle + _delay,
        });
        if (!keeps)
            await entries.WriteAsync(Name(group), Bytes(now), _idle + _delay);
    }

    public Task ForgetAsync(string group)
    {
        _uses.Remove(group);
        return entries.RemoveAsync(Name(group));
    }

    public void Dispose() => _uses.Dispose();

    private static byte[] Bytes(DateTimeOffset moment)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, moment.UtcTicks);
        return bytes;
    }

    private static DateTimeOffset? Time(byte[]? content) => content is { Length: sizeof(long) }
        ? new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(content), TimeSpan.Zero)
        : null;

    private static string Name(string group) => $"session-use:{group}";

    private sealed record Use(DateTimeOffset Last, DateTimeOffset Saved);
}
