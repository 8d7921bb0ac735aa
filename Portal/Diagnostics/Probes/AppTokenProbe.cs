using AccessContract;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Auth;

namespace Portal.Diagnostics.Probes;

/// <summary>
/// Signs the portal in as itself, for a token for itself: the one way to see, without a user, whether its credential is
/// taken and how its registration shapes tokens. The token is decoded and dropped; nothing is called with it.
/// </summary>
internal sealed class AppTokenProbe(ITokenAcquisition tokens, IOptions<AzureAdSettings> azureAd, TimeProvider time)
{
    public Task<AppTokenAttempt> AttemptAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        run.OnceAsync("app token", AttemptAsync, cancellationToken);

    private async Task<AppTokenAttempt> AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The tenant by name: left out, the request goes to no tenant's address (AADSTS90002).
            var result = await tokens.GetAuthenticationResultForAppAsync(
                $"{azureAd.Value.ClientId}/.default",
                OpenIdConnectDefaults.AuthenticationScheme,
                tenant: azureAd.Value.TenantId,
                tokenAcquisitionOptions: new TokenAcquisitionOptions { ForceRefresh = true, CancellationToken = cancellationToken });
            return new AppTokenAttempt(
                DecodedToken.OfHeader($"Bearer {result.AccessToken}", SignatureEvidence.FromAuthority), time.GetUtcNow());
        }
        catch (MsalServiceException refused)
        {
            return new AppTokenAttempt(
                Token: null, time.GetUtcNow(), ProbeResponse.ReadCode(refused.Message), Answered: refused.StatusCode is > 0 and < 500 and not 429);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new AppTokenAttempt(Token: null, time.GetUtcNow());
        }
        catch (Exception exception)
        {
            // No certificate in the store, no file at the path, no managed identity here: loaders throw what they like.
            return new AppTokenAttempt(Token: null, time.GetUtcNow(), LocalFault: (exception as MsalException)?.ErrorCode ?? exception.GetType().Name);
        }
    }
}

/// <param name="ErrorCode">The authority's own code for a refusal.</param>
/// <param name="Answered">The authority answered, with a refusal.</param>
/// <param name="LocalFault">The credential never left: it cannot be loaded here.</param>
internal sealed record AppTokenAttempt(
    TokenContent? Token, DateTimeOffset At, string? ErrorCode = null, bool Answered = false, string? LocalFault = null);
