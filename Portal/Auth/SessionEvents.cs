using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace Portal.Auth;

/// <summary>
/// Ties the session cookie to the token cache: without cached tokens for its user a cookie is rejected, so the browser
/// is sent through sign-in, usually without a prompt, and returns to the requested page.
/// </summary>
internal sealed class SessionEvents(ITokenAcquisition tokens, IOptions<AzureAdSettings> azureAd, EndedSessions ended)
    : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (ended.Contains(context.Principal))
        {
            context.RejectPrincipal();
            return;
        }

        if (!IsPageLoad(context.Request))
            return;

        try
        {
            await tokens.GetAccessTokenForUserAsync([azureAd.Value.PortalScope], user: context.Principal);
        }
        catch (MicrosoftIdentityWebChallengeUserException)
        {
            context.RejectPrincipal();
        }
        catch (Exception exception) when (exception is MsalException or HttpRequestException)
        {
            // The authority is unavailable or the settings are wrong: the session stays, and the page reports the problem.
        }
    }

    private static bool IsPageLoad(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
