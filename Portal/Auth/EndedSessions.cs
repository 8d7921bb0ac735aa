using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Auth;

/// <summary>
/// Sessions that were signed out while a copy of their cookie can still be valid: in another tab's circuit, or stolen.
/// Identified by the authority's <c>sid</c>; kept for the lifetime of a cookie.
/// </summary>
internal sealed class EndedSessions : IDisposable
{
    // Anyone who knows the issuer can send invented sids, so the number of entries is limited.
    private const int MaxCount = 100_000;
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    private readonly MemoryCache _ended = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    /// <summary>Adds a session that was signed out here; the session at the authority may continue.</summary>
    public void Add(ClaimsPrincipal user)
    {
        if (LocalSessionKey(user) is { } key)
            Remember(key);
    }

    /// <summary>Adds all sessions here that belong to a session ended at the authority.</summary>
    public void Add(string session) => Remember(AuthoritySessionKey(session));

    public bool Contains(ClaimsPrincipal? user) => user is not null
        && LocalSessionKey(user) is { } key
        && (_ended.TryGetValue(key, out _) || _ended.TryGetValue(AuthoritySessionKey(user.FindFirst("sid")!.Value), out _));

    public void Dispose() => _ended.Dispose();

    private void Remember(object key) =>
        _ended.Set(key, true, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CookieLifetime });

    // uti is unique for each ID token: a new sign-in within the same session at the authority is a new session here.
    private static object? LocalSessionKey(ClaimsPrincipal user) =>
        user.FindFirst("sid") is { } session ? (session.Value, user.FindFirst("uti")?.Value) : null;

    private static string AuthoritySessionKey(string session) => session;
}
