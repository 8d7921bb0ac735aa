using Entra.Emulator.OAuth.Errors;

namespace Entra.Emulator.Control;

/// <summary>Faults that wait for requests or last until they are removed, in the order in which they were added.</summary>
internal sealed class PendingFaults
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];
    private int _lastId;

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate)
                return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault with { Id = ++_lastId });
    }

    /// <summary>False when there is no such fault or it has already been used up.</summary>
    public bool Cancel(int id)
    {
        lock (_gate)
            return _faults.RemoveAll(f => f.Id == id) > 0;
    }

    /// <summary>
    /// The fault for a request to the endpoint: one with a number of times before one that lasts. A fault is removed after its
    /// last use.
    /// </summary>
    public Fault? Take(string endpoint, bool isOnBehalfOf = false)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(f => Applies(f) && !f.UntilPutBack);
            if (index < 0)
                return _faults.Find(Applies);

            var fault = _faults[index];
            if (fault.Times > 1)
                _faults[index] = fault with { Times = fault.Times - 1 };
            else
                _faults.RemoveAt(index);

            return fault;
        }

        bool Applies(Fault fault) => fault.Endpoint == endpoint && (isOnBehalfOf || !fault.OnlyOnBehalfOf);
    }

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }
}

/// <summary>Makes the next requests to an endpoint slow, or fail with an AADSTS code or an HTTP status, or both.</summary>
internal sealed record Fault(string Endpoint)
{
    /// <summary>Assigned by the emulator; used to cancel the fault.</summary>
    public int Id { get; init; }

    public int Times { get; init; } = 1;

    /// <summary>The fault lasts until it is removed; <see cref="Times"/> is then ignored.</summary>
    public bool UntilPutBack { get; init; }

    /// <summary>Of the token endpoint, only the exchanges on behalf of a user fail: users can sign in and stay signed in.</summary>
    public bool OnlyOnBehalfOf { get; init; }

    public int DelayMilliseconds { get; init; }

    /// <summary>A code of <see cref="ErrorTable"/>.</summary>
    public int? Code { get; init; }

    /// <summary>An HTTP status without an Entra error body, as a gateway would return it: 503, 429.</summary>
    public int? Status { get; init; }

    public int? RetryAfterSeconds { get; init; }

    /// <summary>
    /// What to return in place of a protocol response, see <see cref="FaultBodies"/>: with status 200 unless there is one.
    /// </summary>
    public string? Body { get; init; }
}
