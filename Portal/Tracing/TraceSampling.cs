using System.Diagnostics;
using System.Threading.RateLimiting;

namespace Portal.Tracing;

/// <summary>
/// Which requests to <c>/api</c> are recorded when there are very many: all of the portal's own pages, and of other callers
/// as many as anybody could look at. More would only push the pages' traces out of the store.
/// </summary>
internal sealed class TraceSampling(TraceStore store) : IDisposable
{
    public const int PerSecond = 50;
    public const int AtOnce = 4 * PerSecond;

    private readonly TokenBucketRateLimiter _others = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = AtOnce,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    /// <param name="trace">The trace that the request belongs to; one that a page began is already in the store.</param>
    public bool Wants(ActivityTraceId trace) => store.Contains(trace) || _others.AttemptAcquire().IsAcquired;

    public void Dispose() => _others.Dispose();
}
