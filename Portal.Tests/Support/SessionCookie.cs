using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Tests.Support;

/// <summary>Session cookies of users who did not sign in, for tests that are not about signing in.</summary>
internal static class SessionCookie
{
    public const string Name = "__Host-portal";

    private const string KeyClaim = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    public static ClaimsPrincipal Alice => User("alice", "session-of-alice");

    public static ClaimsPrincipal Bob => User("bob", "session-of-bob");

    /// <param name="oid">The user.</param>
    /// <param name="sid">The session at the authority.</param>
    public static ClaimsPrincipal User(string oid, string sid) => new(new ClaimsIdentity(
        [
            new("oid", oid), new("tid", TestAuthority.TenantId), new("sub", oid), new("name", oid), new("sid", sid),
            new("uid", oid), new("utid", TestAuthority.TenantId),
        ],
        "test",
        "name",
        "roles"));

    /// <summary>Starts a session of <paramref name="user"/>, and returns the Cookie header of its browser.</summary>
    public static async Task<string> CreateAsync(IServiceProvider services, ClaimsPrincipal user)
    {
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

        // Remote schemes accept only tickets that name them.
        var properties = new AuthenticationProperties(
            new Dictionary<string, string?> { [".AuthScheme"] = OpenIdConnectDefaults.AuthenticationScheme })
        {
            IssuedUtc = now,
            ExpiresUtc = now + options.ExpireTimeSpan,
        };
        var key = await options.SessionStore!.StoreAsync(new AuthenticationTicket(user, properties, scheme));
        var reference = new ClaimsPrincipal(new ClaimsIdentity([new Claim(KeyClaim, key)], scheme));
        var cookie = options.TicketDataFormat.Protect(new AuthenticationTicket(reference, null, scheme));
        return $"{options.Cookie.Name}={cookie}";
    }
}
