using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Contracts.SignIn;
using Portal.Redis;

namespace Portal.Auth.Sessions;

/// <summary>
/// Which sessions were ended, and why: by the group that they belong to, or by their account. Ends of accounts are stored,
/// because their other sessions are not known here. Those of groups are stored where several instances share the store: one
/// of them may write a session again while another one ends it. What was ended here is also in memory, in case the store
/// fails at that moment.
/// </summary>
internal sealed class SessionEnds(
    SessionEntries entries, IOptions<PortalSessionOptions> options, RedisConnection? redis = null) : IDisposable
{
    // Anyone who knows the issuer can end invented sessions, so the number is limited.
    private const int MaxCount = 100_000;

    private readonly MemoryCache _own = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly bool _areGroupsStored = redis is not null;

    /// <summary>The last end of the sessions of a group; null if there is none.</summary>
    public async Task<StoredEnd?> OfGroupAsync(string group, CancellationToken cancellationToken) =>
        _areGroupsStored ? await FindAsync(group, cancellationToken) : _own.Get<StoredEnd>(group);

    /// <summary>The last end of all sessions of an account; null if there is none.</summary>
    public async Task<StoredEnd?> OfAccountAsync(string? account, CancellationToken cancellationToken) =>
        account is null ? null : await FindAsync(account, cancellationToken);

    /// <summary>Ends the sessions of a group that started until <paramref name="at"/>.</summary>
    public Task AddGroupAsync(string group, DateTimeOffset at, SessionEnd reason)
    {
        Remember(_own, group, new StoredEnd(at, reason), options.Value.Absolute);
        return _areGroupsStored ? WriteAsync(group, at, reason) : Task.CompletedTask;
    }

    /// <summary>Ends all sessions of a user that started until <paramref name="until"/>.</summary>
    public Task AddAccountAsync(string account, DateTimeOffset until)
    {
        Remember(_own, account, new StoredEnd(until, SessionEnd.Revoked), options.Value.Absolute);
        return WriteAsync(account, until, SessionEnd.Revoked);
    }

    public void Dispose()
    {
        _own.Dispose();
        _read.Dispose();
    }

    private async Task<StoredEnd?> FindAsync(string subject, CancellationToken cancellationToken)
    {
        var own = _own.Get<StoredEnd>(subject);
        if (!_read.TryGetValue(subject, out StoredEnd? stored))
        {
            stored = Parse(await entries.ReadAsync(Name(subject), cancellationToken));
            Remember(_read, subject, stored, SessionStore.MemoryDuration);
        }

        return own?.At > stored?.At ? own : stored ?? own;
    }

    private Task WriteAsync(string subject, DateTimeOffset at, SessionEnd reason) => entries.WriteAsync(
        Name(subject),
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at:O} {reason}")),
        options.Value.Absolute);

    // Earlier versions stored ends of accounts only, without the reason.
    private static StoredEnd? Parse(byte[]? content) =>
        content is not null
        && Encoding.UTF8.GetString(content).Split(' ') is [var time, .. var reason]
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var at)
            ? new StoredEnd(at, reason is [var name] && Enum.TryParse<SessionEnd>(name, out var known) ? known : SessionEnd.Revoked)
            : null;

    private static void Remember(MemoryCache cache, string subject, StoredEnd? end, TimeSpan duration) =>
        cache.Set(subject, end, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = duration });

    private static string Name(string subject) => $"session-end:{subject}";
}

/// <summary>Sessions that started until then are over.</summary>
internal sealed record StoredEnd(DateTimeOffset At, SessionEnd Reason);
