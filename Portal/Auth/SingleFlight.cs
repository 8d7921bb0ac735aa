using System.Collections.Concurrent;

namespace Portal.Auth;

/// <summary>
/// Runs one operation at a time for each key: callers that arrive while it runs share its result, also a failure. A caller
/// that gives up does not cancel the operation, which therefore needs a time limit of its own.
/// </summary>
internal sealed class SingleFlight<T>
{
    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <param name="operation">
    /// Gets whether it was abandoned meanwhile: its callers still wait for the result, which is outdated.
    /// </param>
    public Task<T> RunAsync(string key, Func<Func<bool>, Task<T>> operation, CancellationToken cancellationToken)
    {
        var mine = new Flight();
        mine.Result = new Lazy<Task<T>>(() => CompleteAsync(key, mine, operation));
        return _flights.GetOrAdd(key, mine).Result.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Later callers do not share the results of the running operations with these keys.</summary>
    public void Abandon(Func<string, bool> isOutdated)
    {
        foreach (var running in _flights.Where(f => isOutdated(f.Key)))
        {
            running.Value.IsAbandoned = true;
            _flights.TryRemove(running);
        }
    }

    private async Task<T> CompleteAsync(string key, Flight mine, Func<Func<bool>, Task<T>> operation)
    {
        try
        {
            return await operation(() => mine.IsAbandoned);
        }
        finally
        {
            _flights.TryRemove(KeyValuePair.Create(key, mine));
        }
    }

    private sealed class Flight
    {
        private volatile bool _isAbandoned;

        public Lazy<Task<T>> Result { get; set; } = new();

        public bool IsAbandoned
        {
            get => _isAbandoned;
            set => _isAbandoned = value;
        }
    }
}
