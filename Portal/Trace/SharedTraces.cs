using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using Portal.Contracts.Trace;
using Portal.Redis;
using Portal.Tracing;

namespace Portal.Trace;

/// <summary>
/// The latest traces and reported runs of all instances, compressed and encrypted in Redis. They are written in the
/// background, so that no request waits for it; of more than can be written, the oldest are not shared. Without Redis,
/// there are none.
/// </summary>
internal sealed partial class SharedTraces : BackgroundService
{
    private const string OfUser = "traces";
    private const string OfApplication = "runs";
    private const string Applications = "obo:run-applications";
    private const int MaxWaiting = 500;

    // Fewer than an instance keeps: one Redis has those of all users.
    private const int MaxPerUser = 20;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    private readonly ILogger _logger;
    private readonly EncryptedEntries? _entries;
    private readonly RedisConnection? _redis;
    private readonly Channel<(string Kind, string Owner, Func<RequestTrace> Read)> _waiting =
        Channel.CreateBounded<(string, string, Func<RequestTrace>)>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    public SharedTraces(
        TraceStore store, ILogger<SharedTraces> logger, EncryptedEntries? entries = null, RedisConnection? redis = null)
    {
        (_logger, _entries, _redis) = (logger, entries, redis);
        if (entries is not null)
            store.Finished += (owner, steps) => _waiting.Writer.TryWrite((OfUser, owner, () => TraceReader.Read(steps)));
    }

    /// <summary>The finished traces of <paramref name="owner"/>, which may be on this instance too.</summary>
    public Task<IReadOnlyList<RequestTrace>> OfAsync(string owner) => ListAsync(OfUser, owner);

    /// <summary>The runs that were reported to any instance.</summary>
    public async Task<IReadOnlyList<RequestTrace>> RunsAsync()
    {
        if (_redis is null)
            return [];

        var (_, applications) = await _redis.TryUseAsync(db => db.SetMembersAsync(Applications));
        var runs = new List<RequestTrace>();
        foreach (var application in applications ?? [])
            runs.AddRange(await ListAsync(OfApplication, application.ToString()));

        return runs;
    }

    // The applications that have reported something are listed by the hashes of their IDs.
    public void Add(RequestTrace run)
    {
        if (_entries is not null)
            _waiting.Writer.TryWrite((OfApplication, SharedName.Of(run.Summary.Application ?? ""), () => run));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_entries is null || _redis is null)
            return;

        await foreach (var (kind, owner, read) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var max = kind == OfUser ? MaxPerUser : ReportedRuns.MaxPerApplication;
                await _entries.PushAsync(kind, owner, Compress(read()), max, Retention);
                if (kind == OfApplication)
                    await AddApplicationAsync(_redis, owner);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The next traces are still written.
                LogNotShared(_logger, exception);
            }
        }
    }

    // It expires together with the last of the runs.
    private static async Task AddApplicationAsync(RedisConnection redis, string application) =>
        await redis.TryUseAsync(db =>
        {
            var batch = db.CreateTransaction();
            _ = batch.SetAddAsync(Applications, application);
            _ = batch.KeyExpireAsync(Applications, Retention);
            return batch.ExecuteAsync();
        });

    private async Task<IReadOnlyList<RequestTrace>> ListAsync(string kind, string owner) => _entries is null
        ? []
        : [.. (await _entries.ListAsync(kind, owner))
            .Select(Decompress)
            .OfType<RequestTrace>()];

    private static byte[] Compress(RequestTrace trace)
    {
        using var content = new MemoryStream();
        using (var compressed = new BrotliStream(content, CompressionLevel.Fastest))
            JsonSerializer.Serialize(compressed, trace, TraceJson.Default.RequestTrace);

        return content.ToArray();
    }

    private static RequestTrace? Decompress(byte[] content)
    {
        try
        {
            using var compressed = new BrotliStream(new MemoryStream(content), CompressionMode.Decompress);
            return JsonSerializer.Deserialize(compressed, TraceJson.Default.RequestTrace);
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or InvalidOperationException)
        {
            // Another version of the portal wrote it in another format. The other traces are shown.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A trace was not shared with the other instances")]
    private static partial void LogNotShared(ILogger logger, Exception exception);
}

[JsonSerializable(typeof(RequestTrace))]
internal sealed partial class TraceJson : JsonSerializerContext;
