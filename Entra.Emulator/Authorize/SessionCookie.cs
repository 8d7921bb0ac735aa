using System.Security.Claims;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Entra.Emulator.Authorize;

/// <summary>The session cookie: single sign-on for all apps of the tenant in this browser.</summary>
internal sealed class SessionCookie(TenantDirectory tenant, Sessions sessions, TimeProvider time)
{
    public const string Scheme = "Session";

    private const string AccountClaim = "oid";

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionCookie>();

        // No default scheme: HttpContext.User stays anonymous, so antiforgery tokens stay valid after an account is
        // picked.
        builder.Services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            // Cookies ignore ports, so the name must be unique on localhost. A __Host- prefix would require https, and
            // the pages use http to avoid certificate warnings.
            cookie.Cookie.Name = "Entra.Emulator.Session";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = Sessions.Lifetime;
        });

        builder.Services.AddAntiforgery(o => o.Cookie.Name = "Entra.Emulator.Antiforgery");
    }

    public async Task<(UserAccount User, SignIn SignIn)?> ReadAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync(Scheme);
        if (result.Principal is not { } principal || tenant.FindUser(principal.FindFirstValue(AccountClaim)) is not { } user)
            return null;

        var signIn = SignIn.From(principal, time);
        return sessions.IsValid(user, signIn.At) ? (user, signIn) : null;
    }

    public static Task WriteAsync(HttpContext http, UserAccount user, SignIn signIn)
    {
        var identity = new ClaimsIdentity(signIn.ToClaims(), Scheme);
        identity.AddClaim(new Claim(AccountClaim, user.Id.ToString()));
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties
        {
            // Survives closing the browser, like "Stay signed in".
            IsPersistent = true,
        });
    }
}
