using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Portal.Auth.Sessions;

namespace Portal.Auth;

/// <summary>
/// Ties a session to the authority and to the token cache at each page load: without cached tokens for its user, or with
/// a revoked sign-in, the browser is sent through sign-in, usually without a prompt, and returns to the requested page.
/// </summary>
internal sealed class SessionEvents(
    ITokenAcquisition tokens, IOptions<AzureAdSettings> azureAd, PortalSessions sessions, SignInCheck signIns)
    : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (!IsPageLoad(context.Request) || context.Principal is not { } user)
            return;

        try
        {
            await tokens.GetAccessTokenForUserAsync([azureAd.Value.PortalScope], user: user);
        }
        catch (MicrosoftIdentityWebChallengeUserException)
        {
            context.RejectPrincipal();
            return;
        }
        catch (Exception) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The authority or a credential is unavailable: the session stays, and the page reports the problem.
        }

        var cancellation = context.HttpContext.RequestAborted;
        await signIns.EnsureAsync(user, cancellation);
        if (await sessions.CheckAsync(user, cancellation) is null)
            await sessions.MarkUsedAsync(user);
        else
            context.RejectPrincipal();
    }

    public override Task SignedIn(CookieSignedInContext context)
    {
        CallbackCookie.Write(context.HttpContext, context.Principal);
        return Task.CompletedTask;
    }

    public override Task SigningOut(CookieSigningOutContext context)
    {
        CallbackCookie.Delete(context.HttpContext);
        return Task.CompletedTask;
    }

    private static bool IsPageLoad(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
