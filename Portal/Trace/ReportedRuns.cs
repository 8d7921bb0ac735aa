using Portal.Contracts.Trace;

namespace Portal.Trace;

/// <summary>
/// The latest runs that applications without a user reported, in memory and bounded: so many in all, so many of one
/// application, so long. They belong to no user.
/// </summary>
internal sealed class ReportedRuns(TimeProvider time)
{
    public const int MaxPerApplication = 50;

    private const int MaxCount = 200;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset Received, RequestTrace Run)> _runs = [];

    /// <summary>False: there is one with this id.</summary>
    public bool Add(RequestTrace run)
    {
        lock (_lock)
        {
            Forget();
            if (_runs.Exists(r => r.Run.Summary.Id == run.Summary.Id))
                return false;

            // Whoever reports much crowds out itself, not the others.
            if (_runs.Count(r => IsOf(r.Run, run)) >= MaxPerApplication)
                _runs.RemoveAt(_runs.FindIndex(r => IsOf(r.Run, run)));
            if (_runs.Count >= MaxCount)
                _runs.RemoveAt(0);
            _runs.Add((time.GetUtcNow(), run));
            return true;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RequestTrace> All()
    {
        lock (_lock)
        {
            Forget();
            return [.. _runs.Select(r => r.Run).Reverse()];
        }
    }

    public RequestTrace? Find(string id) => All().FirstOrDefault(r => r.Summary.Id == id);

    private void Forget() => _runs.RemoveAll(r => r.Received < time.GetUtcNow() - Retention);

    private static bool IsOf(RequestTrace run, RequestTrace other) => run.Summary.Application == other.Summary.Application;
}
