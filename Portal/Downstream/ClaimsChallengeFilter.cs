using System.Net;
using System.Net.Http.Headers;
using Microsoft.Identity.Client;
using Portal.Contracts.SignIn;

namespace Portal.Downstream;

/// <summary>
/// Removes a claims challenge that is malformed or too large from an API's response. IDownstreamApi would send it to the
/// authority without reading it. Without it, the response is a plain 401.
/// </summary>
internal sealed partial class ClaimsChallengeFilter(string api, ILogger<ClaimsChallengeFilter> logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized && !IsUsable(response.Headers))
        {
            LogRemoved(api);
            response.Headers.WwwAuthenticate.Clear();
        }

        return response;
    }

    // Reads the challenge as IDownstreamApi does, so that both see the same value.
    private static bool IsUsable(HttpResponseHeaders headers)
    {
        try
        {
            var claims = WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(headers);
            return string.IsNullOrEmpty(claims) || ClaimsChallenge.IsWellFormed(claims);
        }
        catch (Exception exception)
            when (exception is MsalException or FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [LoggerMessage(
        Level = Microsoft.Extensions.Logging.LogLevel.Warning,
        Message = "{Api} sent a claims challenge that is malformed or too large; it is ignored")]
    private partial void LogRemoved(string api);
}
