using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;

namespace Portal.Client;

/// <summary>
/// The signed-in user's access token for the portal's own API. Attached by the client, not by a message handler: a
/// handler lives in a different scope than the circuit and does not know its user.
/// </summary>
public sealed class PortalToken(
    IAuthorizationHeaderProvider headers,
    AuthenticationStateProvider authentication,
    IOptions<PortalApiOptions> options)
{
    public async Task<ClaimsPrincipal> GetUserAsync() => (await authentication.GetAuthenticationStateAsync()).User;

    /// <summary>The value of the Authorization header, scheme included.</summary>
    /// <exception cref="PortalApiException">The user must sign in again, or the authority does not respond.</exception>
    public async Task<string> GetAuthorizationHeaderAsync(CancellationToken cancellationToken) =>
        await GetAuthorizationHeaderAsync(await GetUserAsync(), cancellationToken);

    /// <summary>The same for the user of a request outside a circuit.</summary>
    /// <exception cref="PortalApiException">The user must sign in again, or the authority does not respond.</exception>
    public async Task<string> GetAuthorizationHeaderAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            return await headers.CreateAuthorizationHeaderForUserAsync(
                [options.Value.Scope], claimsPrincipal: user, cancellationToken: cancellationToken);
        }
        catch (MicrosoftIdentityWebChallengeUserException exception)
        {
            throw new PortalApiException(ClientProblems.SignInAgain(exception.MsalUiRequiredException.ErrorCode));
        }
        catch (AuthorityException exception)
        {
            throw new PortalApiException(exception.ToProblem("you", api: null));
        }
        catch (Exception exception) when (exception is MsalServiceException { StatusCode: 0 or >= 500 or 429 } or HttpRequestException)
        {
            throw new PortalApiException(ClientProblems.AuthorityUnavailable());
        }
        catch (MsalException exception)
        {
            throw new PortalApiException(
                ClientProblems.TokenRefused(AuthorityMessage.Read(exception.Message)?.Code ?? exception.ErrorCode));
        }
    }
}
