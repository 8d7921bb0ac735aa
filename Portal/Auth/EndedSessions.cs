using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;

namespace Portal.Auth;

/// <summary>
/// Sessions signed out while their cookie could still be valid somewhere: in another tab's circuit or a stolen copy.
/// Known by the <c>sid</c> that the authority gave the session; remembered for as long as a cookie can live.
/// </summary>
internal sealed class EndedSessions(IMemoryCache cache)
{
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    public void Add(ClaimsPrincipal user)
    {
        if (Key(user) is { } key)
            cache.Set(key, true, CookieLifetime);
    }

    public bool Contains(ClaimsPrincipal? user) => user is not null && Key(user) is { } key && cache.TryGetValue(key, out _);

    // uti differs with every id token: signing in again, within the same session at the authority, is a new session here.
    private static string? Key(ClaimsPrincipal user) =>
        user.FindFirst("sid") is { } session ? $"ended:{session.Value}:{user.FindFirst("uti")?.Value}" : null;
}
