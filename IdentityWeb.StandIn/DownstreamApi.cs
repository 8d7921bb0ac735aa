using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>
/// Calls a downstream API with its named options. All members of the interface end in <c>SendAsync</c>.
/// </summary>
internal sealed partial class DownstreamApi(
    IAuthorizationHeaderProvider authorizationHeaderProvider,
    IOptionsMonitor<DownstreamApiOptions> namedOptions,
    IHttpClientFactory httpClientFactory,
    ILogger<DownstreamApi> logger) : IDownstreamApi
{
    private readonly RequestComposer _composer = new(authorizationHeaderProvider, logger);

    private async Task<HttpResponseMessage> SendAsync(
        string? serviceName,
        DownstreamApiOptions options,
        Caller caller,
        HttpContent? content,
        CancellationToken cancellationToken)
    {
        using var request = NewRequest(options);
        await _composer.ComposeAsync(request, content, options, caller, cancellationToken);

        var client = string.IsNullOrEmpty(serviceName)
            ? httpClientFactory.CreateClient()
            : httpClientFactory.CreateClient(serviceName);
        var response = await client.SendAsync(request, cancellationToken);

        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        // A claims challenge: the API requires more claims. Retry once and return that response, whatever it is.
        var claims = WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(response.Headers);
        options.AcquireTokenOptions.Claims = claims;
        if (string.IsNullOrEmpty(claims))
            return response;

        response.Dispose();
        using var retry = NewRequest(options);
        await _composer.ComposeAsync(retry, content, options, caller, cancellationToken);
        return await client.SendAsync(retry, cancellationToken);
    }

    private static HttpRequestMessage NewRequest(DownstreamApiOptions options) =>
        new(new HttpMethod(options.HttpMethod), options.GetApiUrl());

    private DownstreamApiOptions Merge(string? serviceName, Action<DownstreamApiOptions>? configure)
    {
        var options = new DownstreamApiOptions(Named(serviceName));
        configure?.Invoke(options);
        return options;
    }

    private DownstreamApiOptionsReadOnlyHttpMethod Merge(
        string? serviceName,
        Action<DownstreamApiOptionsReadOnlyHttpMethod>? configure,
        HttpMethod method)
    {
        var options = new DownstreamApiOptionsReadOnlyHttpMethod(Named(serviceName), method.Method);
        configure?.Invoke(options);
        return options;
    }

    private DownstreamApiOptions Named(string? serviceName) =>
        serviceName is null ? namedOptions.CurrentValue : namedOptions.Get(serviceName);
}
