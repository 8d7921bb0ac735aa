using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Portal.Auth.Sessions;

namespace Portal.Auth;

/// <summary>
/// Names and attributes of every cookie. All are Secure, which browsers also accept on http://localhost. The name
/// prefixes prevent another app or a subdomain from setting them.
/// </summary>
internal static class SessionCookies
{
    public const string Session = "__Host-portal";
    public const string CorrelationPrefix = "__Secure-portal.correlation.";
    public const string NoncePrefix = "__Secure-portal.nonce.";
    public const string Callback = "__Secure-portal.callback";

    private const string Antiforgery = "__Host-portal.antiforgery";

    public static void AddSessionCookies(this IServiceCollection services)
    {
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<PortalSessions, IOptions<PortalSessionOptions>>((cookie, sessions, limits) =>
            {
                cookie.Cookie.Name = Session;
                cookie.Cookie.Path = "/"; // Also below a path base: browsers refuse the prefix __Host- with another one.
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.SessionStore = sessions;
                cookie.ExpireTimeSpan = limits.Value.Absolute;
                cookie.SlidingExpiration = false; // It would postpone the absolute limit. SessionActivity has the idle one.
                cookie.EventsType = typeof(SessionEvents);
            });
        services.AddScoped<SessionEvents>();

        services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, oidc =>
        {
            oidc.CorrelationCookie.Name = CorrelationPrefix;
            oidc.NonceCookie.Name = NoncePrefix;
        });

        services.Configure<AntiforgeryOptions>(o => o.Cookie = new SecureCookieBuilder
        {
            Name = Antiforgery,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            IsEssential = true,
        });
    }

    // SecurePolicy = Always would make antiforgery refuse http, even on localhost; this only sets the attribute.
    private sealed class SecureCookieBuilder : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
