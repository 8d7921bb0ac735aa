using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// Limits the time of one attempt to obtain a token, and reduces every failure to the exceptions that callers explain:
/// those of MSAL, and <see cref="AuthorityException"/>.
/// </summary>
internal sealed partial class TokenAttempts(
    IOptions<AzureAdSettings> settings, TimeProvider time, ILogger<TokenAttempts> logger)
{
    // Not an error code of MSAL.
    private const string LocalFault = "token_request_failed";

    private static readonly AsyncLocal<bool> CacheOnly = new();

    /// <summary>Whether the attempt of this async flow may only use tokens that MSAL has, and no refresh token.</summary>
    public static bool IsCacheOnly => CacheOnly.Value;

    /// <exception cref="RefreshNeededException">With <paramref name="cacheOnly"/>: MSAL has no such token.</exception>
    public async Task<string> RunAsync(
        Func<CancellationToken, Task<string>> acquire, CancellationToken cancellationToken, bool cacheOnly = false)
    {
        CacheOnly.Value = cacheOnly;
        var limit = TimeSpan.FromSeconds(settings.Value.TokenTimeoutSeconds);
        using var budget = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            return await acquire(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw AuthorityException.Silent(limit, exception);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or MsalClientException { ErrorCode: MsalError.JsonParseError })
        {
            throw AuthorityException.Unexpected("in a form that cannot be read", exception);
        }
        catch (Exception exception) when (
            exception is not (MsalException or MicrosoftIdentityWebChallengeUserException or AuthorityException or RefreshNeededException)
            && exception is not OperationCanceledException)
        {
            // A missing certificate, a damaged token cache: loaders and stores throw any exception.
            LogLocalFault(logger, exception);
            throw new MsalClientException(LocalFault, exception.GetType().Name, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A token could not be requested")]
    private static partial void LogLocalFault(ILogger logger, Exception exception);
}
