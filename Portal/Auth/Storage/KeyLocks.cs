namespace Portal.Auth.Storage;

/// <summary>Operations on the same key, one after another. Different keys never wait for each other.</summary>
internal sealed class KeyLocks
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Disposing the result lets the next operation in.</summary>
    public async ValueTask<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(key, out gate!))
                _gates.Add(key, gate = new Gate());
            gate.Operations++;
        }

        try
        {
            await gate.Entrance.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, gate);
            throw;
        }

        return new Entered(this, key, gate);
    }

    // The last operation removes the gate, so that only keys in use take memory.
    private void Leave(string key, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Operations == 0)
                _gates.Remove(key);
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Entrance { get; } = new(1);

        /// <summary>Those that have entered or wait; guarded by the lock of all gates.</summary>
        public int Operations { get; set; }
    }

    private sealed class Entered(KeyLocks locks, string key, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Entrance.Release();
            locks.Leave(key, gate);
        }
    }
}
