using AccessContract;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Auth;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics.Probes;

/// <summary>
/// Requests an app-only token for the portal's own API: the only way to find out, without a user, whether its credential
/// is accepted and how its tokens look. The token is decoded and discarded; it is not used for any call.
/// </summary>
internal sealed class AppTokenProbe(ITokenAcquisition tokens, IOptions<AzureAdSettings> azureAd, TimeProvider time)
{
    public Task<AppTokenAttempt> AttemptAsync(DiagnosticsContext run, CancellationToken cancellationToken) =>
        run.OnceAsync("app token", AttemptAsync, cancellationToken);

    private async Task<AppTokenAttempt> AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            // With the tenant: without it, the request is not sent to a tenant's address (AADSTS90002).
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
                Token: null, time.GetUtcNow(), ProbeResponse.ReadCode(refused.Message), IsRefused: refused.StatusCode is > 0 and < 500 and not 429);
        }
        catch (AuthorityException unavailable)
        {
            return new AppTokenAttempt(Token: null, time.GetUtcNow(), Fault: unavailable.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new AppTokenAttempt(Token: null, time.GetUtcNow());
        }
        catch (Exception exception)
        {
            // A missing certificate, file or managed identity: loaders throw any exception.
            return new AppTokenAttempt(Token: null, time.GetUtcNow(), LocalFault: (exception as MsalException)?.ErrorCode ?? exception.GetType().Name);
        }
    }
}

/// <param name="ErrorCode">The authority's own code for a refusal.</param>
/// <param name="IsRefused">Whether the authority responded with a refusal.</param>
/// <param name="Fault">Why the authority's response is unusable, or that there was none.</param>
/// <param name="LocalFault">Why the credential could not be loaded; then nothing was sent.</param>
internal sealed record AppTokenAttempt(
    TokenContent? Token,
    DateTimeOffset At,
    string? ErrorCode = null,
    bool IsRefused = false,
    string? Fault = null,
    string? LocalFault = null);
