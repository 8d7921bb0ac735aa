using System.Collections.Concurrent;
using System.Security.Claims;
using System.Threading.Channels;
using Portal.Auth.TokenCache;
using Portal.Redis;

namespace Portal.Auth;

/// <summary>
/// Notifies every instance that an administrator has changed roles or consents: open pages of the users concerned then
/// compare their access with new tokens. A change that concerns everyone reaches the pages one after another, so that they
/// do not request all tokens at once.
/// </summary>
internal sealed class AccessNotices(InstanceNotices notices, TimeProvider time) : BackgroundService
{
    // 50 pages per second. A page that waits longer than its regular interval is checked by its own timer.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<Page, bool> _pages = [];
    private readonly Channel<Page> _due = Channel.CreateUnbounded<Page>();

    /// <summary>What was changed is in the directory, and new tokens state it.</summary>
    /// <param name="users">The object IDs of the users concerned; one of them is null if there may be others.</param>
    /// <param name="administrator">Who changed it, in the tenant of those users.</param>
    public async Task PublishAsync(IReadOnlyCollection<string?> users, ClaimsPrincipal administrator)
    {
        var tenant = administrator.FindFirst("tid")?.Value;
        var keys = users.Contains(null)
            ? [InstanceNotices.Everything]
            : users.Distinct(StringComparer.OrdinalIgnoreCase).Select(u => SharedName.Of(Account.IdOf(u, tenant)));
        foreach (var key in keys)
            await notices.PublishAsync(NoticeKind.AccessChanged, key);
    }

    /// <summary>
    /// Calls <paramref name="compare"/> after changes that concern <paramref name="user"/>, until the result is disposed.
    /// </summary>
    public IDisposable Watch(ClaimsPrincipal user, Func<Task> compare)
    {
        var page = new Page(this, Account.IdOf(user) is { } account ? SharedName.Of(account) : null, compare);
        _pages[page] = true;
        return page;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is remembered of the access before the change is dropped first.
        using var subscription = notices.Subscribe(NoticeKind.AccessChanged, ReceiveAsync, afterOthers: true);
        await foreach (var page in _due.Reader.ReadAllAsync(stoppingToken))
        {
            if (!page.IsWatched)
                continue;

            _ = page.CompareAsync();
            await Task.Delay(Pace, time, stoppingToken);
        }
    }

    private Task ReceiveAsync(string key)
    {
        foreach (var page in _pages.Keys)
        {
            if ((key == InstanceNotices.Everything || key == page.Key) && page.BecomesDue())
                _due.Writer.TryWrite(page);
        }

        return Task.CompletedTask;
    }

    private sealed class Page(AccessNotices owner, string? key, Func<Task> compare) : IDisposable
    {
        private int _isDue;

        public string? Key => key;

        public bool IsWatched => owner._pages.ContainsKey(this);

        /// <summary>False if it is already waiting for its turn.</summary>
        public bool BecomesDue() => Interlocked.Exchange(ref _isDue, 1) == 0;

        public Task CompareAsync()
        {
            Volatile.Write(ref _isDue, 0);
            return compare();
        }

        public void Dispose() => owner._pages.TryRemove(this, out _);
    }
}
