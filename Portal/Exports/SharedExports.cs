using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Problems;
using Portal.Redis;

namespace Portal.Exports;

/// <summary>
/// Connects the page of one instance with the download that reaches another one: that instance writes its progress to
/// Redis twice a second, the page's instance shows it, and sends a notice when the user cancels. Without Redis it does
/// nothing.
/// </summary>
internal sealed partial class SharedExports(
    RunningExports running,
    InstanceNotices notices,
    TimeProvider time,
    ILogger<SharedExports> logger,
    EncryptedEntries? entries = null) : BackgroundService
{
    private const string Kind = "export";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    // An instance that does not write any more has stopped.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Guid, Report> _followed = [];

    // Their outcome, or their cancellation, was sent to the other instances.
    private readonly HashSet<Guid> _completed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (entries is null)
            return;

        using var subscription = notices.Subscribe(NoticeKind.ExportCancelled, CancelAsync);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var all = running.All();
            foreach (var export in all)
                await ShareAsync(export, entries);

            var known = all.Select(e => e.Id).ToHashSet();
            _completed.IntersectWith(known);
            foreach (var forgotten in _followed.Keys.Except(known).ToList())
                _followed.Remove(forgotten);
        }
    }

    private async Task ShareAsync(Export export, EncryptedEntries stored)
    {
        try
        {
            await (export.IsAnnounced ? FollowAsync(export, stored) : ReportAsync(export, stored));
        }
        catch (Exception exception)
        {
            // The other exports, and the next attempt, are not affected.
            LogNotShared(exception);
        }
    }

    // The owner is part of the name, so that nobody follows or cancels the export of another user.
    private static string NameOf(Export export) => $"{export.Owner} {export.Id}";

    // The browser fetches it from another instance, or will fetch it from this one.
    private async Task FollowAsync(Export export, EncryptedEntries stored)
    {
        var isWaiting = export.State == ExportState.Waiting;
        if (!isWaiting && !(export.IsElsewhere && export.IsActive))
        {
            // The other instance may have begun although its progress was not read here yet.
            if (export.State == ExportState.Cancelled && _completed.Add(export.Id))
                await notices.PublishAsync(NoticeKind.ExportCancelled, SharedName.Of(NameOf(export)));
            return;
        }

        var (succeeded, content) = await stored.ReadAsync(Kind, NameOf(export));
        var progress = content is null ? null : JsonSerializer.Deserialize(content, ExportJson.Default.ExportProgress);
        if (progress is not null && progress.At != _followed.GetValueOrDefault(export.Id)?.Written)
        {
            _followed[export.Id] = new Report(progress.At, time.GetTimestamp());
            if (export.State == ExportState.Waiting || export.IsElsewhere)
                export.Follow(progress);
        }
        else if (!succeeded && !isWaiting)
        {
            // Nothing is known about the other instance while Redis does not respond.
            _followed[export.Id] = _followed[export.Id] with { Seen = time.GetTimestamp() };
        }
        else if (!isWaiting && time.GetElapsedTime(_followed[export.Id].Seen) > MaxSilence)
        {
            export.Fail(ExportProblems.Unexpected());
        }
    }

    private async Task ReportAsync(Export export, EncryptedEntries stored)
    {
        if (export.State == ExportState.Waiting || _completed.Contains(export.Id))
            return;

        var progress = new ExportProgress(
            export.State, export.Rows, export.Total, export.TotalIsMinimum, export.Truncated, export.Problem, time.GetUtcNow());
        var content = JsonSerializer.SerializeToUtf8Bytes(progress, ExportJson.Default.ExportProgress);
        if (await stored.WriteAsync(Kind, NameOf(export), content, Retention) && progress.State != ExportState.Running)
            _completed.Add(export.Id);
    }

    private Task CancelAsync(string name)
    {
        running.All().FirstOrDefault(e => !e.IsElsewhere && SharedName.Of(NameOf(e)) == name)?.Cancel();
        return Task.CompletedTask;
    }

    private sealed record Report(DateTimeOffset Written, long Seen);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The progress of an export was not shared with the other instances")]
    private partial void LogNotShared(Exception exception);
}

/// <summary>How far an export is, as another instance reports it.</summary>
internal sealed record ExportProgress(
    ExportState State,
    long Rows,
    long? Total,
    bool TotalIsMinimum,
    int Truncated,
    ApiProblem? Problem,
    DateTimeOffset At);

[JsonSerializable(typeof(ExportProgress))]
internal sealed partial class ExportJson : JsonSerializerContext;
