using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Net.Http.Headers;
using Portal.Auth.TokenCache;
using Portal.Contracts.SignIn;

namespace Portal.Auth.Sessions;

/// <summary>
/// Every sign-in starts a new session, so that a session which was planted in the browser stays worthless. An earlier
/// session of this browser continues only if the same user consents to something or confirms their identity.
/// </summary>
internal static class SessionStart
{
    private const string EarlierSession = "earlier_session";
    private const string EarlierAccount = "earlier_account";

    /// <summary>
    /// Remembers the browser's session in the protected state of the sign-in: browsers do not send the session cookie with
    /// the authority's response, which comes from another site. <see cref="CallbackCookie"/> adds a session that another tab
    /// started since.
    /// </summary>
    public static Task RememberEarlier(RedirectContext context)
    {
        var user = context.HttpContext.User;
        if (SessionKey.Of(user) is { } session)
        {
            context.Properties.Items[EarlierSession] = session.ToString();
            context.Properties.Items[EarlierAccount] = Account.IdOf(user);
        }

        return Task.CompletedTask;
    }

    public static async Task StartNew(TicketReceivedContext context)
    {
        context.ReturnUri = LocalUrl.OrHome(context.ReturnUri, context.Request.PathBase);
        var services = context.HttpContext.RequestServices;
        if (context is { Principal: { } user, Properties: { } properties })
        {
            var sessions = services.GetRequiredService<PortalSessions>();
            properties.Items.Remove(EarlierSession, out var key);
            properties.Items.Remove(EarlierAccount, out var account);
            if (properties.Items.Remove(InterruptedApplies.Item, out var started))
                context.HttpContext.Items[InterruptedApplies.Item] = started;
            await EndEarlierAsync(sessions, user, SessionKey.Parse(key), account);
            if (CallbackCookie.Read(context.HttpContext) is var (newer, owner))
                await EndEarlierAsync(sessions, user, newer, owner);

            services.GetRequiredService<SignInCheck>().Passed(user);
            services.GetRequiredService<LatestSignIn>().Set(user);
        }

        // The cookie handler would write the new session under the key of an earlier one.
        context.Request.Headers.Remove(HeaderNames.Cookie);
    }

    private static async Task EndEarlierAsync(PortalSessions sessions, ClaimsPrincipal user, SessionKey? earlier, string? account)
    {
        if (earlier is null)
            return;

        if (account != Account.IdOf(user))
            await sessions.EndAsync(earlier, SessionEnd.OtherAccount);
        else if (user.FindFirst("sid") is { } session && SessionKey.GroupOf(session.Value) != earlier.Group)
            await sessions.EndAsync(earlier, SessionEnd.SignedOut);
    }
}
