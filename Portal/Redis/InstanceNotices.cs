using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
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

    // What an instance sends to itself. If it does not arrive, notices of others may not have arrived either.
    private const string ProbeName = "probe";
    private const int MaxMissedProbes = 2;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);

    private readonly string _sender = $"{Guid.NewGuid():N}";
    private readonly RedisConnection? _redis;
    private readonly ILogger _logger;
    private readonly ITimer _probes;
    private readonly ConcurrentDictionary<(NoticeKind Kind, string Key), bool> _unsent = [];
    private ImmutableList<Subscription> _subscriptions = [];
    private long _sentProbe;
    private long _receivedProbe;
    private bool _isListening;
    private int _mayHaveMissed;
    private int _isProbing;

    /// <param name="redis">Null if this is the only instance.</param>
    public InstanceNotices(RedisConnection? redis, TimeProvider time, ILogger<InstanceNotices> logger)
    {
        (_redis, _logger) = (redis, logger);
        _probes = time.CreateTimer(_ => _ = ProbeAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
        if (_redis is not null && !await TrySendAsync($"{kind}", key))
            _unsent[_unsent.Count < MaxUnsent ? (kind, key) : (kind, Everything)] = true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_redis is null)
            return;

        _redis.Multiplexer.ConnectionRestored += OnRestored;
        await ListenAsync();
        _probes.Change(ProbeInterval, ProbeInterval);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            _redis.Multiplexer.ConnectionRestored -= OnRestored;

        await _probes.DisposeAsync();
    }

    private async Task<bool> TrySendAsync(string name, string key) => _redis is not null
        && (await _redis.TryUseAsync(db => db.PublishAsync(Channel, $"{_sender}{Separator}{name}{Separator}{key}"))).Succeeded;

    private void OnRestored(object? sender, ConnectionFailedEventArgs args) => Volatile.Write(ref _mayHaveMissed, 1);

    // The client subscribes again by itself after most faults, but not after a first attempt that failed.
    private async Task ProbeAsync()
    {
        if (_redis is not { IsAvailable: true } || Interlocked.Exchange(ref _isProbing, 1) == 1)
            return;

        try
        {
            if (!_isListening || _sentProbe - Volatile.Read(ref _receivedProbe) >= MaxMissedProbes)
            {
                // Afterwards: a probe that is late would otherwise end this before the gap in listening.
                await ListenAsync();
                Volatile.Write(ref _mayHaveMissed, 1);
            }

            if (await TrySendAsync(ProbeName, $"{++_sentProbe}"))
                await SendUnsentAsync();
        }
        finally
        {
            Volatile.Write(ref _isProbing, 0);
        }
    }

    private async Task SendUnsentAsync()
    {
        foreach (var notice in _unsent.Keys)
        {
            // Removed first: the same notice may be published meanwhile, and not be sent.
            if (!_unsent.TryRemove(notice, out _) || await TrySendAsync($"{notice.Kind}", notice.Key))
                continue;

            _unsent[notice] = true;
            return;
        }
    }

    // What the others sent meanwhile did not arrive here.
    private async Task ReceiveProbeAsync(string number)
    {
        Volatile.Write(ref _receivedProbe, long.Parse(number, CultureInfo.InvariantCulture));
        if (Interlocked.Exchange(ref _mayHaveMissed, 0) == 0)
            return;

        foreach (var kind in _subscriptions.Select(s => s.Kind).Distinct())
            await DeliverAsync(kind, Everything);
    }

    private async Task ListenAsync()
    {
        try
        {
            var subscriber = _redis!.Multiplexer.GetSubscriber();
            await subscriber.UnsubscribeAsync(Channel);
            (await subscriber.SubscribeAsync(Channel)).OnMessage(ReceiveAsync);
            _isListening = true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogNotListening(_logger, exception.GetType().Name);
        }
    }

    private async Task ReceiveAsync(ChannelMessage message)
    {
        if (message.Message.ToString().Split(Separator) is not [var sender, var name, var key])
            return;

        if (sender == _sender)
        {
            if (name == ProbeName)
                await ReceiveProbeAsync(key);
        }
        else if (Enum.TryParse<NoticeKind>(name, out var kind))
        {
            await DeliverAsync(kind, key);
        }
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
