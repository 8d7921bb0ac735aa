using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Portal.Auth.TokenCache;

namespace Portal.Auth.Sessions;

/// <summary>
/// Tells the sign-in callback which session the browser has: the session cookie is not sent there, because the authority's
/// page posts to it from another site. Otherwise a tab that began to sign in earlier would leave the pages of another tab
/// to the user who was signed in meanwhile.
/// </summary>
/// <remarks>It opens no page: it contains the encrypted key of the session, only to end it.</remarks>
internal static class CallbackCookie
{
    private const string Purpose = "Portal.Auth.Sessions.CallbackCookie";
    private const char Separator = ' ';

    /// <summary>The browser now has the session of <paramref name="user"/>.</summary>
    public static void Write(HttpContext context, ClaimsPrincipal? user)
    {
        if (SessionKey.Of(user) is { } key && Account.IdOf(user) is { } account)
            context.Response.Cookies.Append(SessionCookies.Callback, Protector(context).Protect($"{key}{Separator}{account}"), Options(context));
    }

    public static void Delete(HttpContext context) =>
        context.Response.Cookies.Delete(SessionCookies.Callback, Options(context));

    /// <summary>The session of the browser, and its user; null without a readable cookie.</summary>
    public static (SessionKey Session, string Account)? Read(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(SessionCookies.Callback, out var value))
            return null;

        try
        {
            return Protector(context).Unprotect(value).Split(Separator) is [var key, var account]
                && SessionKey.Parse(key) is { } session ? (session, account) : null;
        }
        catch (CryptographicException)
        {
            // Altered, or encrypted with a key that is gone, together with the session.
            return null;
        }
    }

    private static IDataProtector Protector(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose);

    private static CookieOptions Options(HttpContext context)
    {
        var oidc = context.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
            .Get(OpenIdConnectDefaults.AuthenticationScheme);
        return new CookieOptions
        {
            Path = context.Request.PathBase + oidc.CallbackPath,
            SameSite = SameSiteMode.None,
            Secure = true,
            HttpOnly = true,
            IsEssential = true,
        };
    }
}
