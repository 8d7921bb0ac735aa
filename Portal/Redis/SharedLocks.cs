using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>
/// Locks that all instances share. They are a best effort: a caller that finds no Redis goes on without the lock, at once
/// or when it has not responded for two seconds.
/// </summary>
/// <param name="redis">Null if this is the only instance.</param>
/// <param name="time">Measures how long a caller waits.</param>
internal sealed class SharedLocks(RedisConnection? redis, TimeProvider time)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan ReleaseInterval = TimeSpan.FromMilliseconds(500);

    // A busy machine responds late, and then again.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private long? _silentSince;

    /// <summary>
    /// Takes the lock; disposing the result releases it. Null, so that the caller goes on without it, if it was not free in time.
    /// </summary>
    /// <param name="kind">What is locked.</param>
    /// <param name="id">Which of them.</param>
    /// <param name="maxWait">How long to wait until it is free.</param>
    /// <param name="lifetime">When the lock expires if it is not released, for example after a crash.</param>
    public async Task<IAsyncDisposable?> EnterAsync(string kind, string id, TimeSpan maxWait, TimeSpan lifetime)
    {
        try
        {
            return await WaitAsync(kind, id, maxWait, lifetime, maxSilence: TimeSpan.Zero);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The same for callers that may not go on without the lock. Null if Redis is gone, not only late.</summary>
    /// <exception cref="TimeoutException">It was not free in time.</exception>
    public Task<IAsyncDisposable?> WaitAsync(string kind, string id, TimeSpan maxWait, TimeSpan lifetime) =>
        WaitAsync(kind, id, maxWait, lifetime, MaxSilence);

    private async Task<IAsyncDisposable?> WaitAsync(string kind, string id, TimeSpan maxWait, TimeSpan lifetime, TimeSpan maxSilence)
    {
        if (redis is null)
            return null;

        var (name, owner) = (SharedName.Key($"lock:{kind}", id), $"{Guid.NewGuid():N}");
        var (started, mayBeTaken) = (time.GetTimestamp(), false);
        while (true)
        {
            mayBeTaken |= redis.IsAvailable;
            var (responded, isEntered) = await redis.TryUseAsync(db => TakeAsync(db, name, owner, lifetime));
            if (isEntered)
            {
                NoteResponse();
                return new Entered(this, name, owner, lifetime);
            }

            if (!responded && NoteSilence() >= maxSilence)
            {
                // Redis may still execute what it received.
                if (mayBeTaken)
                    _ = ReleaseLaterAsync(name, owner, lifetime);
                return null;
            }

            if (responded)
                NoteResponse();
            if (time.GetElapsedTime(started) >= maxWait)
                throw new TimeoutException($"A lock of kind {kind} was not free in time.");

            await Task.Delay(RetryInterval, time);
        }
    }

    private void NoteResponse()
    {
        lock (_gate)
            _silentSince = null;
    }

    // For all callers: only the first ones wait for a Redis that is gone.
    private TimeSpan NoteSilence()
    {
        lock (_gate)
            return time.GetElapsedTime(_silentSince ??= time.GetTimestamp());
    }

    // An earlier try may have taken it, although its response came too late.
    private static async Task<bool> TakeAsync(IDatabase redis, string name, string owner, TimeSpan lifetime) =>
        await redis.LockTakeAsync(name, owner, lifetime) || await redis.LockQueryAsync(name) == owner;

    private async Task<bool> TryReleaseAsync(string name, string owner) =>
        redis is null || (await redis.TryUseAsync(db => db.LockReleaseAsync(name, owner))).Succeeded;

    // Until the lock has expired.
    private async Task ReleaseLaterAsync(string name, string owner, TimeSpan lifetime)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < lifetime;)
        {
            await Task.Delay(ReleaseInterval, time);
            if (await TryReleaseAsync(name, owner))
                return;
        }
    }

    private sealed class Entered(SharedLocks locks, string name, string owner, TimeSpan lifetime) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (!await locks.TryReleaseAsync(name, owner))
                _ = locks.ReleaseLaterAsync(name, owner, lifetime);
        }
    }
}
