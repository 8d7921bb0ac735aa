using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Portal.Auth.Sessions;
using Portal.Auth.TokenCache;

namespace Portal.Auth;

/// <summary>
/// Ties a session to the authority and to the token cache at each page load: without cached tokens for its user, or with
/// a revoked sign-in, the browser is sent through sign-in, usually without a prompt, and returns to the requested page.
/// </summary>
internal sealed class SessionEvents(
    ExchangedTokens tokens,
    UserTokenRequests requests,
    IOptions<AzureAdSettings> azureAd,
    PortalSessions sessions,
    SignInCheck signIns,
    InterruptedApplies interrupted,
    TimeProvider time) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (!IsPageLoad(context.Request) || context.Principal is not { } user)
            return;

        var aborted = context.HttpContext.RequestAborted;
        // In total, for both requests to the authority.
        using var limit = new CancellationTokenSource(SignInCheck.MaxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, limit.Token);
        if (await LacksTokensAsync(user, either.Token))
        {
            context.RejectPrincipal();
            return;
        }

        await signIns.EnsureAsync(user, either.Token);
        if (await sessions.CheckAsync(user, aborted) is null)
            await sessions.MarkUsedAsync(user);
        else
            context.RejectPrincipal();
    }

    public override async Task SignedIn(CookieSignedInContext context)
    {
        CallbackCookie.Write(context.HttpContext, context.Principal);
        if (context.HttpContext.Items[InterruptedApplies.Item] is string started && context.Principal is { } user)
            await interrupted.ReturnAsync(user, started);
    }

    public override Task SigningOut(CookieSigningOutContext context)
    {
        CallbackCookie.Delete(context.HttpContext);
        return Task.CompletedTask;
    }

    private async Task<bool> LacksTokensAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (Account.IdOf(user) is not { } account)
            return true;

        try
        {
            var request = requests.ForPages(user, account, [azureAd.Value.PortalScope]);
            await tokens.GetAsync(request, isRetry: null, TokenOutcome.SilenceAtPageLoad, cancellationToken);
            return false;
        }
        catch (MicrosoftIdentityWebChallengeUserException)
        {
            return true;
        }
        catch (Exception)
        {
            // The authority or a credential is unavailable: the session stays, and the page reports the problem.
            return false;
        }
    }

    private static bool IsPageLoad(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
