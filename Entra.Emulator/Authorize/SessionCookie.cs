using System.Security.Claims;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Entra.Emulator.Authorize;

/// <summary>Who is signed in at the emulator in this browser: single sign-on for every app of the tenant.</summary>
internal sealed class SessionCookie(TenantDirectory tenant, Sessions sessions, TimeProvider time)
{
    public const string Scheme = "Session";

    private const string AccountClaim = "oid";

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SessionCookie>();

        // No default scheme: HttpContext.User stays anonymous, so antiforgery tokens survive picking an account.
        builder.Services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            // Cookies ignore ports: the name keeps apart what runs beside it on localhost. No __Host- prefix, which
            // demands https; the pages are http so that no browser asks about a certificate.
            cookie.Cookie.Name = "Entra.Emulator.Session";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(1);
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
            // Kept when the browser closes, as "stay signed in" would.
            IsPersistent = true,
        });
    }
}
