using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Portal.Auth.Storage;
using Portal.Redis;

namespace Portal.Auth.Sessions;

/// <summary>
/// The sign-ins of each of the authority's sessions, in one entry. What was read stays in memory for a second, so that a page
/// with all its files reads it once.
/// </summary>
internal sealed class SessionStore(SessionEntries entries, SharedLocks locks, TimeProvider time) : IDisposable
{
    // Each consent to another API is a new sign-in. Pages that were opened before it still belong to the earlier one.
    private const int MaxSignIns = 16;
    private const long MaxBytesInMemory = 64 * 1024 * 1024;

    // For that long, another instance may still accept a session that was ended here.
    public static readonly TimeSpan MemoryDuration = TimeSpan.FromSeconds(1);

    // An entry is read and written in two steps; meanwhile, no other request and no other instance may change it.
    private static readonly TimeSpan MaxLockWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LockLifetime = TimeSpan.FromSeconds(3);

    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = MaxBytesInMemory });
    private readonly KeyLocks _writing = new();
    private int _writes;

    public async Task<StoredSignIn?> FindAsync(SessionKey key, CancellationToken cancellationToken)
    {
        if (_memory.TryGetValue(key.Group, out List<StoredSignIn>? remembered) && Find(remembered) is { } known)
            return known;

        // Also if others of its group are remembered: another instance may have added it since.
        var writes = Volatile.Read(ref _writes);
        var signIns = await ReadAsync(key.Group, cancellationToken);
        Remember(key.Group, signIns, writes);
        return Find(signIns);

        StoredSignIn? Find(List<StoredSignIn>? among) => among?.FirstOrDefault(s => s.Id == key.Id);
    }

    /// <summary>Adds a sign-in to those of its group that satisfy <paramref name="keep"/>.</summary>
    public Task AddAsync(string group, StoredSignIn signIn, Func<StoredSignIn, bool> keep) => WriteAsync(group, async () =>
    {
        var now = time.GetUtcNow();
        var kept = (await ReadAsync(group, CancellationToken.None)).Where(s => s.Expires > now && keep(s));
        List<StoredSignIn> signIns = [.. kept.TakeLast(MaxSignIns - 1), signIn];
        await entries.WriteAsync(
            Name(group), JsonSerializer.SerializeToUtf8Bytes(signIns), signIns.Max(s => s.Expires) - now);
    });

    /// <summary>Removes all sign-ins of a group.</summary>
    public Task RemoveAsync(string group) => WriteAsync(group, () => entries.RemoveAsync(Name(group)));

    public void Dispose() => _memory.Dispose();

    private async Task WriteAsync(string group, Func<Task> write)
    {
        using var entered = await _writing.EnterAsync(group, CancellationToken.None);
        try
        {
            await using var shared = await locks.EnterAsync("session", group, MaxLockWait, LockLifetime);
            await write();
        }
        finally
        {
            Interlocked.Increment(ref _writes);
            _memory.Remove(group);
        }
    }

    private async Task<List<StoredSignIn>> ReadAsync(string group, CancellationToken cancellationToken)
    {
        if (await entries.ReadAsync(Name(group), cancellationToken) is not { } content)
            return [];

        try
        {
            return JsonSerializer.Deserialize<List<StoredSignIn>>(content) ?? [];
        }
        catch (JsonException)
        {
            // Written by another version of the portal: its users sign in again.
            return [];
        }
    }

    // Not if there was a write in the meantime: what was read may be older.
    private void Remember(string group, List<StoredSignIn> signIns, int writes)
    {
        if (signIns.Count == 0)
            return;

        _memory.Set(group, signIns, new MemoryCacheEntryOptions
        {
            Size = signIns.Sum(s => (long)s.Ticket.Length),
            AbsoluteExpirationRelativeToNow = MemoryDuration,
        });
        if (Volatile.Read(ref _writes) != writes)
            _memory.Remove(group);
    }

    private static string Name(string group) => $"session:{group}";
}

/// <param name="Id">See <see cref="SessionKey"/>.</param>
/// <param name="Account">The user, see <see cref="TokenCache.Account"/>.</param>
/// <param name="Started">When the user signed in.</param>
/// <param name="Expires">The absolute limit.</param>
/// <param name="Ticket">The user with all claims, as the cookie handler serializes it.</param>
internal sealed record StoredSignIn(
    string Id, string? Account, DateTimeOffset Started, DateTimeOffset Expires, byte[] Ticket);
