using Portal.Contracts.Trace;

namespace Portal.Trace;

/// <summary>
/// The latest runs reported by applications without a user, in memory, with limits on their number, number per
/// application and age, and those of other instances. They belong to no user.
/// </summary>
internal sealed class ReportedRuns(TimeProvider time, SharedTraces shared)
{
    public const int MaxPerApplication = 50;

    private const int MaxCount = 200;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset Received, RequestTrace Run)> _runs = [];

    /// <summary>Returns false if a run with this ID exists.</summary>
    public bool Add(RequestTrace run)
    {
        lock (_lock)
        {
            RemoveExpired();
            if (_runs.Exists(r => r.Run.Summary.Id == run.Summary.Id))
                return false;

            // An application that reports many runs only displaces its own.
            if (_runs.Count(r => IsOf(r.Run, run)) >= MaxPerApplication)
                _runs.RemoveAt(_runs.FindIndex(r => IsOf(r.Run, run)));
            if (_runs.Count >= MaxCount)
                _runs.RemoveAt(0);
            _runs.Add((time.GetUtcNow(), run));
        }

        shared.Add(run);
        return true;
    }

    /// <summary>Those of this instance first, each newest first.</summary>
    public async Task<IReadOnlyList<RequestTrace>> AllAsync() =>
        [.. Own().Concat(await shared.RunsAsync()).DistinctBy(r => r.Summary.Id)];

    public async Task<RequestTrace?> FindAsync(string id) => (await AllAsync()).FirstOrDefault(r => r.Summary.Id == id);

    private List<RequestTrace> Own()
    {
        lock (_lock)
        {
            RemoveExpired();
            return [.. _runs.Select(r => r.Run).Reverse()];
        }
    }

    private void RemoveExpired() => _runs.RemoveAll(r => r.Received < time.GetUtcNow() - Retention);

    private static bool IsOf(RequestTrace run, RequestTrace other) => run.Summary.Application == other.Summary.Application;
}
