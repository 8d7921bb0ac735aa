namespace Portal.Redis;

/// <summary>
/// Locks that all instances share. They are a best effort: a caller that finds no Redis goes on without the lock.
/// </summary>
/// <param name="redis">Null if this is the only instance.</param>
/// <param name="time">Measures how long a caller waits.</param>
internal sealed class SharedLocks(RedisConnection? redis, TimeProvider time)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(25);

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
            return await WaitAsync(kind, id, maxWait, lifetime);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The same for callers that may not go on without the lock. Null if there is no Redis.</summary>
    /// <exception cref="TimeoutException">It was not free in time.</exception>
    public async Task<IAsyncDisposable?> WaitAsync(string kind, string id, TimeSpan maxWait, TimeSpan lifetime)
    {
        if (redis is null)
            return null;

        var (name, owner) = (SharedName.Key($"lock:{kind}", id), $"{Guid.NewGuid():N}");
        var started = time.GetTimestamp();
        while (true)
        {
            var (responded, isEntered) = await redis.TryUseAsync(db => db.LockTakeAsync(name, owner, lifetime));
            if (isEntered)
                return new Entered(redis, name, owner);
            if (!responded)
                return null;
            if (time.GetElapsedTime(started) >= maxWait)
                throw new TimeoutException($"A lock of kind {kind} was not free in time.");

            await Task.Delay(RetryInterval, time);
        }
    }

    private sealed class Entered(RedisConnection redis, string name, string owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await redis.TryUseAsync(db => db.LockReleaseAsync(name, owner));
    }
}
