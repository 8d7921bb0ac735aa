using Portal.Client;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;

namespace Portal.Components.Changes;

/// <summary>Applies changes in batches, to show progress and allow cancelling.</summary>
internal sealed class ChangeRun<TChange, TOutcome>(IReadOnlyList<TChange> changes, int batchSize)
    where TChange : class, IChange<TChange>
    where TOutcome : class, IChangeOutcome
{
    // The audit log groups the changes of all requests by this id, so that they can be undone together.
    private readonly string _runId = $"{Guid.NewGuid()}";
    private bool _isCancelled;

    public List<(TChange Change, ChangeResult<TOutcome> Result)> Results { get; } = [];

    public int Total => changes.Count;

    public bool IsRunning { get; private set; }

    /// <summary>The problem that stopped the whole run.</summary>
    public ApiProblem? Problem { get; private set; }

    public void Cancel() => _isCancelled = true;

    public async Task ApplyAsync(
        SendChanges<TChange, TOutcome> send, Action onProgress, CancellationToken cancellationToken)
    {
        IsRunning = true;
        foreach (var batch in changes.Chunk(batchSize))
        {
            Results.AddRange(batch.Zip(await SendAsync(batch, send, cancellationToken)));
            onProgress();
        }

        IsRunning = false;
    }

    public ChangeResult<TOutcome>? ResultOf(TChange change) =>
        Results.Find(r => r.Change.Subject.Equals(change.Subject)).Result;

    public List<TChange> Retryable() => ChangesIn(ChangeStates.CanRetry);

    public List<TChange> Done() => ChangesIn(state => state == ChangeStates.Done);

    public string Summary() => IsRunning
        ? $"{Results.Count} of {Total}…"
        : string.Join(", ", Results.GroupBy(r => r.Result.State)
            .Select(g => $"{g.Count()} {ChangeText.State(g.Key).Label.ToLowerInvariant()}")) + ".";

    private List<TChange> ChangesIn(Func<string, bool> isState) =>
        [.. Results.Where(r => isState(r.Result.State)).Select(r => r.Change)];

    private async Task<IEnumerable<ChangeResult<TOutcome>>> SendAsync(
        TChange[] batch, SendChanges<TChange, TOutcome> send, CancellationToken cancellationToken)
    {
        if (_isCancelled || Problem is not null)
            return batch.Select(_ => new ChangeResult<TOutcome>(ChangeStates.NotAttempted));

        try
        {
            return (await send(batch, _runId, cancellationToken)).Select(o => new ChangeResult<TOutcome>(o.State, o));
        }
        catch (PortalApiException exception)
        {
            Problem = exception.Problem;
            var state = ChangeFailures.IsPrecondition(Problem) ? ChangeStates.NotAttempted : ChangeStates.NotKnown;
            return batch.Select(_ => new ChangeResult<TOutcome>(state));
        }
    }
}

/// <summary>Sends one batch of a run to the backend.</summary>
/// <param name="run">The id of the run.</param>
public delegate Task<IReadOnlyList<TOutcome>> SendChanges<TChange, TOutcome>(
    IReadOnlyList<TChange> changes, string run, CancellationToken cancellationToken);

/// <param name="Outcome">Null if the change was not sent, or no response arrived.</param>
public sealed record ChangeResult<TOutcome>(string State, TOutcome? Outcome = null)
    where TOutcome : class;

/// <summary>A row of the panel.</summary>
/// <param name="Result">Null until the changes are applied.</param>
public sealed record ShownChange<TPlanned, TOutcome>(TPlanned Planned, ChangeResult<TOutcome>? Result)
    where TOutcome : class;
