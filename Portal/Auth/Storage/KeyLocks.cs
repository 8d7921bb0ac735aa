namespace Portal.Auth.Storage;

/// <summary>Operations on the same key, one after another. Different keys rarely wait for each other.</summary>
internal sealed class KeyLocks
{
    private const int Count = 256;

    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Disposing the result lets the next operation in.</summary>
    public async ValueTask<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var gate = _locks[(uint)key.GetHashCode(StringComparison.Ordinal) % Count];
        await gate.WaitAsync(cancellationToken);
        return new Entered(gate);
    }

    private sealed class Entered(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
