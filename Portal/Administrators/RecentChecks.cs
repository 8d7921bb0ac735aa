using Microsoft.Extensions.Caching.Memory;
using Portal.Auth;
using Portal.Redis;

namespace Portal.Administrators;

/// <summary>
/// The latest check of each administrator, so that the requests of one page share it. One check at a time per user; those
/// who wait for it share its result, also a failure. When roles may have changed, everyone is checked again.
/// </summary>
internal sealed class RecentChecks : IDisposable
{
    private const int MaxCount = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly MemoryCache _checks = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly SingleFlight<Check> _running = new();

    public RecentChecks(InstanceNotices notices, TimeProvider time)
    {
        _time = time;
        notices.Subscribe(NoticeKind.AccessChanged, _ => ForgetAsync());
    }

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>, or of a new one.</summary>
    /// <param name="check">Throws if it has no result; the next call then checks again.</param>
    public async Task<bool> GetAsync(
        string account, TimeSpan maxAge, Func<Task<bool>> check, CancellationToken cancellationToken)
    {
        if (Find(account, maxAge) is { } known)
            return known;

        // A check that was running already may be too old for this caller when it ends.
        var called = _time.GetTimestamp();
        while (true)
        {
            var (started, result) = await _running.RunAsync(
                account, isAbandoned => RunAsync(account, check, isAbandoned), cancellationToken);
            if (_time.GetElapsedTime(started, called) <= maxAge)
                return result;
        }
    }

    public void Dispose() => _checks.Dispose();

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>; null without one.</summary>
    public bool? Find(string account, TimeSpan maxAge) =>
        _checks.TryGetValue(account, out Check? last) && last is not null && _time.GetElapsedTime(last.Started) <= maxAge
            ? last.Result
            : null;

    private async Task<Check> RunAsync(string account, Func<Task<bool>> check, Func<bool> isAbandoned)
    {
        // From before the check: a role that is removed during the check counts as removed after it.
        var started = _time.GetTimestamp();
        var latest = new Check(started, await check());
        _checks.Set(
            account, latest, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });

        // After storing: what is abandoned from now on is removed by the notice.
        if (isAbandoned())
            _checks.Remove(account);
        return latest;
    }

    private Task ForgetAsync()
    {
        _running.Abandon(_ => true);
        _checks.Clear();
        return Task.CompletedTask;
    }

    private sealed record Check(long Started, bool Result);
}
