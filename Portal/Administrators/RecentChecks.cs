using Microsoft.Extensions.Caching.Memory;
using Portal.Auth;

namespace Portal.Administrators;

/// <summary>
/// The latest check of each administrator, so that the requests of one page share it. One check at a time per user; those
/// who wait for it share its result, also a failure.
/// </summary>
internal sealed class RecentChecks(TimeProvider time) : IDisposable
{
    private const int MaxCount = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _checks = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly SingleFlight<Check> _running = new();

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>, or of a new one.</summary>
    /// <param name="check">Throws if it has no result; the next call then checks again.</param>
    public async Task<bool> GetAsync(
        string account, TimeSpan maxAge, Func<Task<bool>> check, CancellationToken cancellationToken)
    {
        if (Find(account, maxAge) is { } known)
            return known;

        // A check that was running already may be too old for this caller when it ends.
        var called = time.GetTimestamp();
        while (true)
        {
            var (started, result) = await _running.RunAsync(account, _ => RunAsync(account, check), cancellationToken);
            if (time.GetElapsedTime(started, called) <= maxAge)
                return result;
        }
    }

    public void Dispose() => _checks.Dispose();

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>; null without one.</summary>
    public bool? Find(string account, TimeSpan maxAge) =>
        _checks.TryGetValue(account, out Check? last) && last is not null && time.GetElapsedTime(last.Started) <= maxAge
            ? last.Result
            : null;

    private async Task<Check> RunAsync(string account, Func<Task<bool>> check)
    {
        // From before the check: a role that is removed during the check counts as removed after it.
        var started = time.GetTimestamp();
        var latest = new Check(started, await check());
        return _checks.Set(
            account, latest, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
    }

    private sealed record Check(long Started, bool Result);
}
