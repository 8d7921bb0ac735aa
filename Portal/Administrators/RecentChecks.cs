using Microsoft.Extensions.Caching.Memory;
using Portal.Redis;

namespace Portal.Administrators;

/// <summary>The latest check of each administrator, so that the requests of one page share it. One check at a time per user.</summary>
internal sealed class RecentChecks : IDisposable
{
    private const int MaxCount = 10_000;
    private const int GateCount = 64;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly MemoryCache _checks = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, GateCount).Select(_ => new SemaphoreSlim(1))];

    public RecentChecks(InstanceNotices notices, TimeProvider time)
    {
        _time = time;
        notices.Subscribe(NoticeKind.AccessChanged, ForgetAsync);
    }

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>, or of a new one.</summary>
    /// <param name="check">Throws if it has no result; the next call then checks again.</param>
    public async Task<bool> GetAsync(
        string account, TimeSpan maxAge, Func<Task<bool>> check, CancellationToken cancellationToken)
    {
        if (Find(account, maxAge) is { } known)
            return known;

        var gate = _gates[(uint)account.GetHashCode(StringComparison.Ordinal) % GateCount];
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Find(account, maxAge) is { } found)
                return found;

            // From before the check: a role that is removed during the check counts as removed after it.
            var started = _time.GetTimestamp();
            var result = await check();
            _checks.Set(
                account, (started, result), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        _checks.Dispose();
        foreach (var gate in _gates)
            gate.Dispose();
    }

    /// <summary>The result of a check that started within the last <paramref name="maxAge"/>; null without one.</summary>
    public bool? Find(string account, TimeSpan maxAge) =>
        _checks.TryGetValue(account, out (long Started, bool Result) last) && _time.GetElapsedTime(last.Started) <= maxAge
            ? last.Result
            : null;

    // Roles may have changed, on this instance or on another.
    private Task ForgetAsync(string key)
    {
        _checks.Clear();
        return Task.CompletedTask;
    }
}
