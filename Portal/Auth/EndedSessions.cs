using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Auth;

/// <summary>
/// Sessions signed out while their cookie could still be valid somewhere: in another tab's circuit or a stolen copy.
/// Known by the <c>sid</c> that the authority gave the session; remembered for as long as a cookie can live.
/// </summary>
internal sealed class EndedSessions : IDisposable
{
    // Whoever knows the authority's name can send sids that never were: what is remembered of them is bounded.
    private const int MaxCount = 100_000;
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    private readonly MemoryCache _ended = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <summary>Signed out here; the session at the authority may go on.</summary>
    public void Add(ClaimsPrincipal user)
    {
        if (Here(user) is { } key)
            Remember(key);
    }

    /// <summary>Signed out at the authority, and so everywhere.</summary>
    public void Add(string session) => Remember(Everywhere(session));

    public bool Contains(ClaimsPrincipal? user) => user is not null
        && Here(user) is { } key
        && (_ended.TryGetValue(key, out _) || _ended.TryGetValue(Everywhere(user.FindFirst("sid")!.Value), out _));

    public void Dispose() => _ended.Dispose();

    private void Remember(object key) =>
        _ended.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CookieLifetime });

    // uti differs with every id token: signing in again, within the same session at the authority, is a new session here.
    private static object? Here(ClaimsPrincipal user) =>
        user.FindFirst("sid") is { } session ? (session.Value, user.FindFirst("uti")?.Value) : null;

    private static string Everywhere(string session) => session;
}
