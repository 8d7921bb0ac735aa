using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;

namespace Portal.Auth;

/// <summary>
/// Keeps cookie and token cache together: a cookie whose user the cache has lost is no session, so the browser goes
/// through sign-in, where the authority still knows it, and lands on the page it asked for.
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
            // The authority is away or the settings are wrong: the session is not at fault, and the page says what is.
        }
    }

    private static bool IsPageLoad(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
