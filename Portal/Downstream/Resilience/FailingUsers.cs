namespace Portal.Downstream.Resilience;

/// <summary>
/// The last users for whom calls to one API failed. If it happens to several, the API is the cause; if only to one, it may
/// be what this user requests.
/// </summary>
internal sealed class FailingUsers(TimeProvider time)
{
    /// <summary>How many users are several.</summary>
    public const int Several = 3;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly List<(string User, long At)> _latest = new(Several + 1);
    private readonly Lock _gate = new();

    /// <summary>Adds a failure; returns whether calls of several users failed within a minute.</summary>
    public bool Add(string user)
    {
        lock (_gate)
        {
            _latest.RemoveAll(f => f.User == user || time.GetElapsedTime(f.At) > Window);
            _latest.Add((user, time.GetTimestamp()));
            if (_latest.Count > Several)
                _latest.RemoveAt(0);

            return _latest.Count == Several;
        }
    }
}
