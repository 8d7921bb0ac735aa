using System.Collections.Concurrent;
using System.Collections.Immutable;
using StackExchange.Redis;

namespace Portal.Redis;

/// <summary>
/// Notices to every instance of the portal, this one included: this one gets them at once, the others through Redis. They
/// contain no personal data and no secrets, and grant nothing: an instance that gets one only looks again.
/// </summary>
internal sealed partial class InstanceNotices : IHostedService, IAsyncDisposable
{
    /// <summary>The key of a notice that concerns everything of its kind, sent also where notices may have been lost.</summary>
    public const string Everything = "";

    private const int MaxUnsent = 1_000;
    private const char Separator = ' ';
    private static readonly RedisChannel Channel = RedisChannel.Literal("obo:notices");

    // The framework's client subscribes again at about the time when it reports the new connection.
    private static readonly TimeSpan CatchUpDelay = TimeSpan.FromSeconds(1);

    private readonly string _sender = $"{Guid.NewGuid():N}";
    private readonly RedisConnection? _redis;
    private readonly ILogger _logger;
    private readonly ITimer _catchUp;
    private readonly ConcurrentDictionary<(NoticeKind Kind, string Key), bool> _unsent = [];
    private ImmutableList<Subscription> _subscriptions = [];
    private bool _isListening;

    /// <param name="redis">Null if this is the only instance.</param>
    public InstanceNotices(RedisConnection? redis, TimeProvider time, ILogger<InstanceNotices> logger)
    {
        (_redis, _logger) = (redis, logger);
        _catchUp = time.CreateTimer(_ => _ = CatchUpAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Receives the notices of a kind until the result is disposed.</summary>
    /// <param name="receive">Called with the key, which may be <see cref="Everything"/>. It must not take long.</param>
    /// <param name="afterOthers">Called only when the subscribers that do not set this have handled the notice.</param>
    public IDisposable Subscribe(NoticeKind kind, Func<string, Task> receive, bool afterOthers = false)
    {
        var subscription = new Subscription(this, kind, receive, afterOthers);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return subscription;
    }

    /// <summary>
    /// Returns when this instance has handled the notice and Redis has accepted it. While Redis does not respond, the
    /// notice waits for it, and the caller does not.
    /// </summary>
    /// <param name="key">What it concerns, as <see cref="SharedName"/> writes it.</param>
    public async Task PublishAsync(NoticeKind kind, string key)
    {
        await DeliverAsync(kind, key);
        if (_redis is not null && !await TrySendAsync(kind, key))
            _unsent[_unsent.Count < MaxUnsent ? (kind, key) : (kind, Everything)] = true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_redis is null)
            return;

        _redis.Recovered += OnRecovered;
        _redis.Multiplexer.ConnectionRestored += OnRestored;
        await ListenAsync(_redis);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            _redis.Recovered -= OnRecovered;
            _redis.Multiplexer.ConnectionRestored -= OnRestored;
        }

        await _catchUp.DisposeAsync();
    }

    private async Task<bool> TrySendAsync(NoticeKind kind, string key) => _redis is not null
        && (await _redis.TryUseAsync(db => db.PublishAsync(Channel, $"{_sender}{Separator}{kind}{Separator}{key}"))).Succeeded;

    private void OnRecovered(object? sender, EventArgs args)
    {
        _ = SendUnsentAsync();
        if (!Volatile.Read(ref _isListening))
            _catchUp.Change(CatchUpDelay, Timeout.InfiniteTimeSpan);
    }

    private async Task SendUnsentAsync()
    {
        foreach (var ((kind, key), _) in _unsent)
        {
            if (await TrySendAsync(kind, key))
                _unsent.TryRemove((kind, key), out _);
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs args)
    {
        if (args.ConnectionType == ConnectionType.Subscription)
            _catchUp.Change(CatchUpDelay, Timeout.InfiniteTimeSpan);
    }

    // What the others sent meanwhile did not arrive here.
    private async Task CatchUpAsync()
    {
        if (_redis is { } redis && !Volatile.Read(ref _isListening))
            await ListenAsync(redis);
        foreach (var kind in _subscriptions.Select(s => s.Kind).Distinct())
            await DeliverAsync(kind, Everything);
    }

    private async Task ListenAsync(RedisConnection redis)
    {
        try
        {
            (await redis.Multiplexer.GetSubscriber().SubscribeAsync(Channel)).OnMessage(ReceiveAsync);
            Volatile.Write(ref _isListening, true);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogNotListening(_logger, exception.GetType().Name);
        }
    }

    private async Task ReceiveAsync(ChannelMessage message)
    {
        if (message.Message.ToString().Split(Separator) is [var sender, var name, var key]
            && sender != _sender
            && Enum.TryParse<NoticeKind>(name, out var kind))
            await DeliverAsync(kind, key);
    }

    private async Task DeliverAsync(NoticeKind kind, string key)
    {
        foreach (var subscription in _subscriptions.Where(s => s.Kind == kind).OrderBy(s => s.IsAfterOthers))
        {
            try
            {
                await subscription.Receive(key);
            }
            catch (Exception exception)
            {
                // The other subscribers get it all the same.
                LogNotHandled(_logger, exception, kind);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Notices of other instances are not received until Redis responds ({Reason})")]
    private static partial void LogNotListening(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The notice {Kind} was not handled")]
    private static partial void LogNotHandled(ILogger logger, Exception exception, NoticeKind kind);

    private sealed class Subscription(
        InstanceNotices notices, NoticeKind kind, Func<string, Task> receive, bool afterOthers) : IDisposable
    {
        public bool IsAfterOthers => afterOthers;

        public NoticeKind Kind => kind;

        public Func<string, Task> Receive => receive;

        public void Dispose() => ImmutableInterlocked.Update(ref notices._subscriptions, all => all.Remove(this));
    }
}

/// <summary>What a notice is about. Instances of different versions ignore kinds that they do not know.</summary>
internal enum NoticeKind
{
    /// <summary>The roles or consents of a user may have changed. Key: the account.</summary>
    AccessChanged,

    /// <summary>The tokens of a user are not to be reused. Key: the account.</summary>
    TokensForgotten,

    /// <summary>Refused token requests may succeed now.</summary>
    RefusalsOutdated,

    /// <summary>An export was cancelled on another instance than the one that sends the file. Key: the export.</summary>
    ExportCancelled,
}
