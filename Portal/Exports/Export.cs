using System.Diagnostics.CodeAnalysis;
using Portal.Contracts.Problems;

namespace Portal.Exports;

/// <summary>
/// One export, from the click to the last row. The browser downloads the file; the page that offered it reads the
/// progress here, from another thread.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "The source has no timer of its own; a late Cancel must find it usable.")]
public sealed class Export
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timeout;
    private long _rows;

    internal Export(Guid id, string owner, TimeProvider time)
    {
        (Id, Owner, _time, Changed) = (id, owner, time, time.GetUtcNow());
        Cancellation = _stop.Token;
        _timeout = time.CreateTimer(_ => FailByTimeout(), null, MaxWait, Timeout.InfiniteTimeSpan);
    }

    public Guid Id { get; }

    public ExportState State { get; private set; }

    /// <summary>Rows that the file holds so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>How many rows the result has; null while unknown.</summary>
    public long? Total { get; private set; }

    /// <summary>There are more rows than <see cref="Total"/>: the API stopped counting.</summary>
    public bool TotalIsMinimum { get; private set; }

    /// <summary>The number of texts truncated because they exceed the format's cell length.</summary>
    public int Truncated { get; private set; }

    /// <summary>Why the export failed, or why rows are missing.</summary>
    public ApiProblem? Problem { get; private set; }

    public bool IsActive => State is ExportState.Waiting or ExportState.Running;

    internal string Owner { get; }

    /// <summary>A page of this instance shows it.</summary>
    internal bool IsAnnounced { get; set; }

    /// <summary>Another instance sends the file, and this one shows the progress.</summary>
    internal bool IsElsewhere { get; private set; }

    internal DateTimeOffset Changed { get; private set; }

    /// <summary>Cancelled when the export ends before its last row.</summary>
    internal CancellationToken Cancellation { get; }

    public void Cancel() => End(ExportState.Cancelled, problem: null);

    /// <summary>False if it has begun or ended before, for example if the user has just cancelled it.</summary>
    internal bool Begin()
    {
        lock (_lock)
        {
            if (State != ExportState.Waiting)
                return false;

            State = ExportState.Running;
            _timeout.Change(MaxDuration, Timeout.InfiniteTimeSpan);
            return true;
        }
    }

    internal void Expect(long? total, long? countBound) =>
        (Total, TotalIsMinimum) = total >= countBound ? (countBound - 1, true) : (total, false);

    internal void Wrote(int truncated)
    {
        Interlocked.Increment(ref _rows);
        Truncated = truncated;
    }

    /// <summary>Takes over the progress of the instance that sends the file.</summary>
    internal void Follow(ExportProgress progress)
    {
        lock (_lock)
        {
            // It has ended, or the browser has just fetched it from this instance.
            if (!Begin() && !(IsElsewhere && IsActive))
                return;

            IsElsewhere = true;
            Interlocked.Exchange(ref _rows, progress.Rows);
            (Total, TotalIsMinimum, Truncated) = (progress.Total, progress.TotalIsMinimum, progress.Truncated);
        }

        if (progress.State is not (ExportState.Waiting or ExportState.Running))
            End(progress.State, progress.Problem);
    }

    internal void Finish() => End(ExportState.Done, problem: null);

    /// <summary>The file is sent and says that rows are missing.</summary>
    internal void FinishIncomplete(ApiProblem reason) => End(ExportState.Incomplete, reason);

    internal void Fail(ApiProblem problem) => End(ExportState.Failed, problem);

    private void FailByTimeout() => Fail(State == ExportState.Waiting ? ExportProblems.NotFetched() : ExportProblems.TooLong());

    // Only the first outcome is kept: failures after a cancellation are its consequence.
    private void End(ExportState state, ApiProblem? problem)
    {
        lock (_lock)
        {
            if (!IsActive)
                return;

            (State, Problem, Changed) = (state, problem, _time.GetUtcNow());
        }

        _timeout.Dispose();
        if (state is not (ExportState.Done or ExportState.Incomplete))
            _ = _stop.CancelAsync(); // Async, so that continuations do not run in the caller's circuit.
    }
}

public enum ExportState
{
    /// <summary>Requested, but not fetched by the browser yet.</summary>
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,

    /// <summary>All rows that the API returned are in the file, but some are missing, or may be: the file says so.</summary>
    Incomplete,
}
