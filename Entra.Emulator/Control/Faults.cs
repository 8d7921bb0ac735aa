namespace Entra.Emulator.Control;

/// <summary>What is to go wrong at the next calls of an endpoint, in the order in which it was asked for.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _waiting = [];
    private int _asked;

    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _waiting.Add(fault with { Id = ++_asked });
    }

    /// <summary>False: there is none such, or its last time has been.</summary>
    public bool TakeBack(int id)
    {
        lock (_gate)
            return _waiting.RemoveAll(f => f.Id == id) > 0;
    }

    /// <summary>The next one for the endpoint; it is used up with its last time.</summary>
    public Fault? Take(string endpoint)
    {
        lock (_gate)
        {
            var at = _waiting.FindIndex(f => f.Endpoint == endpoint);
            if (at < 0)
                return null;

            var fault = _waiting[at];
            if (fault.Times > 1)
                _waiting[at] = fault with { Times = fault.Times - 1 };
            else
                _waiting.RemoveAt(at);

            return fault;
        }
    }

    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }
}

/// <summary>One endpoint's next calls: late, refused with an AADSTS code or answered with a bare status; or both.</summary>
internal sealed record Fault(string Endpoint)
{
    /// <summary>To take it back by. Whoever asks for a fault does not choose it.</summary>
    public int Id { get; init; }

    public int Times { get; init; } = 1;

    public int DelayMilliseconds { get; init; }

    /// <summary>One of the table's codes.</summary>
    public int? Code { get; init; }

    /// <summary>503, 429, …: what stands before the service answers, not the service.</summary>
    public int? Status { get; init; }

    public int? RetryAfterSeconds { get; init; }
}
