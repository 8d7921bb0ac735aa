namespace Portal.Auth.Sessions;

/// <summary>
/// Whether open pages use up the memory of the process. An allocation that fails ends requests and pages of any user at any
/// place; refusing new pages in time keeps the others working.
/// </summary>
public sealed class HeapLoad(TimeProvider time)
{
    // The rest is for what requests, prerendering and exports allocate for a moment.
    private const double MaxShare = 0.75;

    private static readonly TimeSpan CollectInterval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private DateTimeOffset _collected = DateTimeOffset.MinValue;

    /// <summary>Judged by what the last garbage collection left, of what the machine, container or setting allows.</summary>
    public bool IsFull
    {
        get
        {
            var last = GC.GetGCMemoryInfo(GCKind.Any);
            if (last.HeapSizeBytes < last.TotalAvailableMemoryBytes * MaxShare)
                return false;

            CollectSoon();
            return true;
        }
    }

    // Without new pages there may be no collection, and without a collection closed pages would still be counted.
    private void CollectSoon()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() - _collected < CollectInterval)
                return;

            _collected = time.GetUtcNow();
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
