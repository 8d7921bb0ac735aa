using System.Diagnostics.CodeAnalysis;
using System.Net;
using Azure.Core;
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
    private readonly RedisIdentity? _identity;
    private readonly ILogger _logger;
    private readonly ITimer _probes;
    private RedisFault? _fault;

    // Why the last connection was not established or ended, which a command's exception often leaves out.
    private RedisFault? _connectionFault;
    private int _isPaused;
    private int _isProbing;

    private RedisConnection(ConnectionMultiplexer redis, RedisIdentity? identity, TimeProvider time, ILogger logger)
    {
        (_redis, _identity, _logger) = (redis, identity, logger);
        Address = string.Join(", ", redis.GetEndPoints().Select(Text));
        redis.ConnectionFailed += (_, failed) => NoteConnectionFault(failed.FailureType, failed.Exception);
        redis.ConnectionRestored += (_, _) => Volatile.Write(ref _connectionFault, null);
        _probes = time.CreateTimer(_ => _ = ProbeAsync(), null, ProbeInterval, ProbeInterval);

        // Fails at once with the cause, if the connection could not be established.
        TryUse(d => d.Ping(), out _);
    }

    /// <summary>Raised when Redis responds again; what was not stored meanwhile can be stored now.</summary>
    public event EventHandler? Recovered;

    /// <summary>Whether Redis responds.</summary>
    public bool IsAvailable => Volatile.Read(ref _isPaused) == 0;

    /// <summary>Host and port, for texts.</summary>
    public string Address { get; }

    /// <summary>Whether it runs on this machine.</summary>
    public bool IsLoopback => _redis.GetEndPoints().All(IsLoopbackAddress);

    /// <summary>Whether the connection is encrypted.</summary>
    public bool IsEncrypted { get; private init; }

    /// <summary>For libraries that use it directly, and for subscriptions.</summary>
    public IConnectionMultiplexer Multiplexer => _redis;

    /// <summary>Succeeds without Redis too: the connection is then established later.</summary>
    /// <param name="credential">Provides tokens to use instead of a password; null: there is a password, or none is needed.</param>
    public static RedisConnection Open(
        string connectionString, TimeProvider time, ILogger logger, TokenCredential? credential = null)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 2_000;
        options.SyncTimeout = options.AsyncTimeout = (int)Timeout.TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName = "on-behalf-of-portal";
        var identity = credential is null ? null : new RedisIdentity(options, credential, time, logger);
        identity?.Start();
        var redis = ConnectionMultiplexer.Connect(options);
        identity?.Renew(redis);
        return new RedisConnection(redis, identity, time, logger) { IsEncrypted = options.Ssl };
    }

    public static bool IsLoopbackAddress(EndPoint endpoint) => endpoint is IPEndPoint { Address: var address }
        ? IPAddress.IsLoopback(address)
        : endpoint is DnsEndPoint { Host: "localhost" };

    /// <summary>Uses Redis; false if it does not respond or refuses.</summary>
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
            Fail(exception);
            return false;
        }
    }

    /// <summary>The same without blocking a thread; <c>Succeeded</c> is false if Redis does not respond or refuses.</summary>
    public async Task<(bool Succeeded, T? Result)> TryUseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        try
        {
            return (true, await UseAsync(use));
        }
        catch (RedisUnavailableException)
        {
            return (false, default);
        }
    }

    /// <summary>The same, for callers that need the cause.</summary>
    /// <exception cref="RedisUnavailableException">Redis does not respond, or refuses.</exception>
    public async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        if (!IsAvailable)
            throw new RedisUnavailableException(_fault ?? RedisFault.Silent);

        try
        {
            // The library notices timeouts only once a second.
            return await use(_redis.GetDatabase()).WaitAsync(Timeout);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw new RedisUnavailableException(Fail(exception));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probes.DisposeAsync();
        if (_identity is not null)
            await _identity.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static string Text(EndPoint address) =>
        address is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{address}";

    private static bool IsUnavailable(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException;

    private async Task ProbeAsync()
    {
        if (IsAvailable || Interlocked.Exchange(ref _isProbing, 1) == 1)
            return;

        try
        {
            await _redis.GetDatabase().PingAsync().WaitAsync(Timeout);
            Volatile.Write(ref _isPaused, 0);
            LogAvailable(_logger, Address);
            Recovered?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            // The next probe tries again.
            Pause(FaultOf(exception));
        }
        finally
        {
            Volatile.Write(ref _isProbing, 0);
        }
    }

    // A command that Redis refuses says nothing about the next one.
    private RedisFault Fail(Exception exception)
    {
        var fault = FaultOf(exception);
        if (exception is not RedisServerException)
            Pause(fault);

        return fault;
    }

    private void Pause(RedisFault fault)
    {
        var known = Interlocked.Exchange(ref _fault, fault);
        if (Interlocked.Exchange(ref _isPaused, 1) == 0 || known?.Cause != fault.Cause)
            LogUnavailable(_logger, Address, fault.Cause, fault.Fix);
    }

    private RedisFault FaultOf(Exception exception)
    {
        var fault = RedisFault.Of(exception);
        return fault == RedisFault.Silent ? Volatile.Read(ref _connectionFault) ?? fault : fault;
    }

    // While the library connects again, its reports name a closed socket; a refusal remains the cause until it is connected.
    private void NoteConnectionFault(ConnectionFailureType type, Exception? exception)
    {
        var fault = RedisFault.Of(type, exception);
        if (fault != RedisFault.Silent)
            Volatile.Write(ref _connectionFault, fault);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis at {Address} cannot be used. {Cause} {Fix} Until then, this instance works with what it has in memory")]
    private static partial void LogUnavailable(ILogger logger, string address, string cause, string fix);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis at {Address} responds again")]
    private static partial void LogAvailable(ILogger logger, string address);
}
