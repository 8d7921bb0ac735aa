using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Auth.Sessions;
using Portal.Auth.TokenCache;

namespace Portal.Auth;

/// <summary>
/// OpenID Connect front-channel logout: the authority has ended a session, and a hidden frame in its page notifies the
/// portal. The cross-site frame sends no cookie, so the <c>sid</c> in its URL alone identifies the session to end.
/// </summary>
internal static class FrontChannelLogout
{
    private const int MaxSessionLength = 64;

    public static async Task EndAsync(RemoteSignOutContext context)
    {
        if (context.ProtocolMessage is not { Sid: { Length: > 0 and <= MaxSessionLength } session, Iss: { Length: > 0 } issuer }
            || issuer != await IssuerAsync(context))
        {
            // Without the sid and the issuer, the default handler would end the session of any browser that opens the URL.
            context.HandleResponse();
            return;
        }

        var services = context.HttpContext.RequestServices;
        var cookie = await context.HttpContext.AuthenticateAsync(context.Options.SignOutScheme);
        await services.GetRequiredService<PortalSessions>().EndAsync(session);
        if (cookie.Principal is { } user && user.FindFirst("sid")?.Value == session)
            await services.GetRequiredService<UserTokenCache>().ForgetAsync(user);
    }

    private static async Task<string?> IssuerAsync(RemoteSignOutContext context) =>
        context.Options.ConfigurationManager is { } manager
            ? (await manager.GetConfigurationAsync(context.HttpContext.RequestAborted)).Issuer
            : null;
}
