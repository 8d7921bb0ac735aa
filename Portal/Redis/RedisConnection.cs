using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>
/// The connection to Redis, which carries what instances share for a short time. While Redis does not respond, calls fail at
/// once instead of waiting one after another, and a request per second finds out when it responds again.
/// </summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    /// <summary>The longest time that a caller waits for Redis.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly ConnectionMultiplexer _redis;
    private readonly ILogger _logger;
    private readonly ITimer _probes;
    private int _isPaused;
    private int _isProbing;

    private RedisConnection(ConnectionMultiplexer redis, TimeProvider time, ILogger logger)
    {
        (_redis, _logger) = (redis, logger);
        _probes = time.CreateTimer(_ => _ = ProbeAsync(), null, ProbeInterval, ProbeInterval);
        if (!redis.IsConnected)
            Pause("it cannot be reached");
    }

    /// <summary>Raised when Redis responds again; what was not stored meanwhile can be stored now.</summary>
    public event Action? Recovered;

    /// <summary>Whether the last command succeeded.</summary>
    public bool IsAvailable => Volatile.Read(ref _isPaused) == 0;

    /// <summary>For libraries that use it directly, and for subscriptions.</summary>
    public IConnectionMultiplexer Multiplexer => _redis;

    /// <summary>Succeeds without Redis too: the connection is then established later.</summary>
    public static RedisConnection Open(string connectionString, TimeProvider time, ILogger logger)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 2_000;
        options.SyncTimeout = options.AsyncTimeout = (int)Timeout.TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName = "on-behalf-of-portal";
        return new RedisConnection(ConnectionMultiplexer.Connect(options), time, logger);
    }

    /// <summary>Uses Redis; false if it does not respond.</summary>
    public bool TryUse<T>(Func<IDatabase, T> use, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        if (!IsAvailable)
            return false;

        try
        {
            result = use(_redis.GetDatabase());
            return true;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            Pause(exception.GetType().Name);
            return false;
        }
    }

    /// <summary>The same without blocking a thread; <c>Succeeded</c> is false if Redis does not respond.</summary>
    public async Task<(bool Succeeded, T? Result)> TryUseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        if (!IsAvailable)
            return (false, default);

        try
        {
            return (true, await use(_redis.GetDatabase()));
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            Pause(exception.GetType().Name);
            return (false, default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static bool IsUnavailable(Exception exception) => exception is RedisException or TimeoutException;

    private async Task ProbeAsync()
    {
        if (IsAvailable || Interlocked.Exchange(ref _isProbing, 1) == 1)
            return;

        try
        {
            await _redis.GetDatabase().PingAsync();
            Volatile.Write(ref _isPaused, 0);
            LogAvailable(_logger);
            Recovered?.Invoke();
        }
        catch (Exception exception) when (IsUnavailable(exception) || exception is ObjectDisposedException)
        {
            // The next probe tries again.
        }
        finally
        {
            Volatile.Write(ref _isProbing, 0);
        }
    }

    private void Pause(string reason)
    {
        if (Interlocked.Exchange(ref _isPaused, 1) == 0)
            LogUnavailable(_logger, reason);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis does not respond ({Reason}). Until it does, this instance works with what it has in memory")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis responds again")]
    private static partial void LogAvailable(ILogger logger);
}
