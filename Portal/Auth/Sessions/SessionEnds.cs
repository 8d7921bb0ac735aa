using System.Globalization;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portal.Contracts.SignIn;

namespace Portal.Auth.Sessions;

/// <summary>
/// Which sessions were ended, and why. In memory for the groups: their entries in the store are removed, and this covers a
/// store that fails at that moment. In the store too for accounts, whose other sessions are not known here.
/// </summary>
internal sealed class SessionEnds(SessionEntries entries, IOptions<PortalSessionOptions> options, TimeProvider time) : IDisposable
{
    // Anyone who knows the issuer can end invented sessions, so the number is limited.
    private const int MaxCount = 100_000;

    private readonly MemoryCache _ends = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <summary>Why the sessions of a group that started until then were ended; null if they were not.</summary>
    public SessionEnd? OfGroup(string group, DateTimeOffset started) =>
        _ends.Get<End>(group) is { } end && started <= end.At ? end.Reason : null;

    public async Task<bool> ContainsAccountAsync(string? account, DateTimeOffset started, CancellationToken cancellationToken) =>
        account is not null && started <= (await OfAccountAsync(account, cancellationToken))?.At;

    public void AddGroup(string group, SessionEnd reason) => Remember(group, new End(time.GetUtcNow(), reason));

    /// <summary>A new sign-in of a group that was ended earlier.</summary>
    public void ForgetGroup(string group) => _ends.Remove(group);

    /// <summary>Ends all sessions of a user that started until <paramref name="until"/>.</summary>
    public async Task AddAccountAsync(string account, DateTimeOffset until)
    {
        Remember(Name(account), new End(until, SessionEnd.Revoked));
        await entries.WriteAsync(
            Name(account), Encoding.UTF8.GetBytes(until.ToString("O", CultureInfo.InvariantCulture)), options.Value.Absolute);
    }

    public void Dispose() => _ends.Dispose();

    private async Task<End?> OfAccountAsync(string account, CancellationToken cancellationToken)
    {
        if (_ends.TryGetValue(Name(account), out End? known))
            return known;

        var stored = await entries.ReadAsync(Name(account), cancellationToken) is { } content
            && DateTimeOffset.TryParse(Encoding.UTF8.GetString(content), CultureInfo.InvariantCulture, out var at)
                ? new End(at, SessionEnd.Revoked)
                : null;
        Remember(Name(account), stored);
        return stored;
    }

    private void Remember(string key, End? end) => _ends.Set(key, end, new MemoryCacheEntryOptions
    {
        Size = 1,

        // That an account was not ended may change in another instance.
        AbsoluteExpirationRelativeToNow = end is null ? SessionStore.MemoryDuration : options.Value.Absolute,
    });

    private static string Name(string account) => $"session-end:{account}";

    private sealed record End(DateTimeOffset At, SessionEnd Reason);
}
