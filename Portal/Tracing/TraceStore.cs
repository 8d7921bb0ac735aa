using System.Diagnostics;

namespace Portal.Tracing;

/// <summary>
/// The latest finished traces, in memory, with limits on their number, steps and age. A trace is visible to its owner only;
/// a trace with several users is visible to nobody.
/// </summary>
internal sealed class TraceStore(TimeProvider time)
{
    public const int MaxPerUser = 100;

    private const int MaxCount = 2_000;
    private const int MaxSteps = 100;
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<ActivityTraceId, Entry> _entries = [];

    /// <summary>Called with a finished trace of one user. Further steps can follow if the same trace makes more requests.</summary>
    public Action<string, IReadOnlyList<Activity>>? Finished { get; set; }

    /// <summary>Until the step is added, the trace is unfinished: its first step, which says what it is, ends last.</summary>
    public void Begin(Activity step)
    {
        lock (_lock)
            EntryOf(step).Running++;
    }

    public void Add(Activity step)
    {
        (string Owner, IReadOnlyList<Activity> Steps)? finished = null;
        lock (_lock)
        {
            var entry = EntryOf(step);
            entry.Running--;
            if (entry.Steps.Count < MaxSteps)
                entry.Steps.Add(step);
            if (RequestTraces.OwnerOf(step) is { } owner)
                entry.Owners.Add(owner);
            if (Finished is not null && entry.Running <= 0 && entry.Owners is { Count: 1 } owners)
                finished = (owners.First(), [.. entry.Steps]);
        }

        if (finished is var (user, steps))
            Finished?.Invoke(user, steps);
    }

    public bool Contains(ActivityTraceId trace)
    {
        lock (_lock)
            return _entries.ContainsKey(trace);
    }

    /// <summary>The steps of each trace of <paramref name="owner"/>, newest trace first.</summary>
    public IReadOnlyList<IReadOnlyList<Activity>> Of(string owner)
    {
        lock (_lock)
        {
            RemoveExpired();
            return [.. _entries.Values.Reverse().Where(e => e.IsOf(owner)).Take(MaxPerUser).Select(e => e.Steps.ToList())];
        }
    }

    /// <summary>Null if there is no such trace, or it belongs to another user.</summary>
    public IReadOnlyList<Activity>? Find(string owner, string traceId)
    {
        lock (_lock)
        {
            RemoveExpired();
            return _entries.Values.FirstOrDefault(e => e.IsOf(owner) && e.Steps[0].TraceId.ToHexString() == traceId)?.Steps.ToList();
        }
    }

    private Entry EntryOf(Activity step)
    {
        if (!_entries.TryGetValue(step.TraceId, out var entry))
        {
            while (_entries.Count >= MaxCount)
                _entries.RemoveAt(0);
            _entries.Add(step.TraceId, entry = new Entry(time.GetUtcNow()));
        }

        return entry;
    }

    private void RemoveExpired()
    {
        var oldest = time.GetUtcNow() - Retention;
        while (_entries.Count > 0 && _entries.GetAt(0).Value.Started < oldest)
            _entries.RemoveAt(0);
    }

    private sealed record Entry(DateTimeOffset Started)
    {
        public List<Activity> Steps { get; } = [];

        public HashSet<string> Owners { get; } = [];

        // Below zero if the trace was dropped while it ran.
        public int Running { get; set; }

        public bool IsOf(string owner) => Running <= 0 && Owners.Count == 1 && Owners.Contains(owner) && Steps.Count > 0;
    }
}
