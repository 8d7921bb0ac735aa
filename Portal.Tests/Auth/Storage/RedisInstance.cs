using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.Storage;
using Portal.Redis;
using Portal.Tests.Browser;

namespace Portal.Tests.Auth.Storage;

/// <summary>The cache of one instance of the portal, in Redis.</summary>
internal sealed class RedisInstance : IAsyncDisposable
{
    private readonly RedisConnection _redis;
    private readonly LoggerFactory _loggers;

    // Without moving it, the cache is checked only where a test or the return of Redis does it.
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    public RedisInstance(string connection, string folder)
    {
        Folder = folder;
        _loggers = new LoggerFactory([Log]);
        _redis = RedisConnection.Open(connection, TimeProvider.System, _loggers.CreateLogger<RedisConnection>());
        var store = new RedisStore(_redis, Path.Combine(folder, "redis.removed"), _clock);
        Cache = new ResilientCache(store, _clock, _loggers.CreateLogger<ResilientCache>());
        _redis.Recovered += (_, _) => Cache.Check();
    }

    public string Folder { get; }

    public LogWatch Log { get; } = new();

    public ResilientCache Cache { get; }

    public async Task RecoverAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            await Cache.CheckAsync();
        }
        while (!_redis.IsAvailable || Cache.Fault is not null);
    }

    public async ValueTask DisposeAsync()
    {
        Cache.Dispose();
        await _redis.DisposeAsync();
        _loggers.Dispose();
    }
}
