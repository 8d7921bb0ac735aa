using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Contracts.SignIn;

namespace Portal.Auth.Sessions;

/// <summary>
/// Which sessions were ended, and why: by the group that they belong to, or by their account. In the store, for other
/// instances and for a session that is written again while it ends; what was ended here also in memory, in case the store
/// fails at that moment.
/// </summary>
internal sealed class SessionEnds(SessionEntries entries, IOptions<PortalSessionOptions> options) : IDisposable
{
    // Anyone who knows the issuer can end invented sessions, so the number is limited.
    private const int MaxCount = 100_000;

    private readonly MemoryCache _own = new(new MemoryCacheOptions { SizeLimit = MaxCount });
    private readonly MemoryCache _read = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <summary>The last end of the sessions of <paramref name="subject"/>, a group or an account; null if there is none.</summary>
    public async Task<StoredEnd?> FindAsync(string subject, CancellationToken cancellationToken)
    {
        var own = _own.Get<StoredEnd>(subject);
        if (!_read.TryGetValue(subject, out StoredEnd? stored))
        {
            stored = Parse(await entries.ReadAsync(Name(subject), cancellationToken));
            Remember(_read, subject, stored, SessionStore.MemoryDuration);
        }

        return own?.At > stored?.At ? own : stored ?? own;
    }

    /// <summary>Ends all sessions of a group or an account that started until <paramref name="at"/>.</summary>
    public Task AddAsync(string subject, DateTimeOffset at, SessionEnd reason)
    {
        Remember(_own, subject, new StoredEnd(at, reason), options.Value.Absolute);
        return entries.WriteAsync(
            Name(subject),
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at:O} {reason}")),
            options.Value.Absolute);
    }

    public void Dispose()
    {
        _own.Dispose();
        _read.Dispose();
    }

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
