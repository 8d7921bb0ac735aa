using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Portal.Contracts.Problems;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// Stands between MSAL and the authority. It limits how long a request takes and how large a response may be, and lets
/// only tokens and refusals through. MSAL never sees Retry-After: it would stop the requests of all users, because it
/// recognizes a request by client and scopes. <see cref="TokenCache.ExchangedTokens"/> waits for each user instead.
/// </summary>
internal sealed partial class TokenEndpointHandler(
    IOptions<AzureAdSettings> settings, TimeProvider time, ILogger<TokenEndpointHandler> logger) : DelegatingHandler
{
    private const string TokenPath = "/oauth2/v2.0/token";
    private const int MaxResponseBytes = 256 * 1024;

    private static readonly HttpRequestOptionsKey<bool> SignIn = new("portal.sign-in");

    // MSAL does without the authority's aliases if it gets none.
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether the request redeems a code. The first attempt may have used it up, so there is no second one.</summary>
    public static bool IsSignIn(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(SignIn, out var isSignIn) && isSignIn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await SendWithinLimitsAsync(request, cancellationToken);
        }
        catch (AuthorityException exception)
        {
            LogUnusable(logger, exception.Message);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendWithinLimitsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isToken = request.RequestUri?.AbsolutePath.EndsWith(TokenPath, StringComparison.Ordinal) is true;
        var limit = isToken ? TimeSpan.FromSeconds(settings.Value.TokenTimeoutSeconds) : DiscoveryTimeout;
        using var budget = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            var isSignIn = isToken && await IsSignInAsync(request, either.Token);
            request.Options.Set(SignIn, isSignIn);
            using var response = await base.SendAsync(request, either.Token);
            var body = await ReadAsync(response, either.Token);
            if (isToken)
                TokenResponse.Check(response, body, isSignIn);

            return Copy(response, body);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw AuthorityException.Silent(limit, exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw AuthorityException.Unexpected("too large", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException and not AuthorityException or IOException or SocketException)
        {
            throw AuthorityException.Unreachable(exception);
        }
    }

    private static async Task<bool> IsSignInAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Content is { } form
        && (await form.ReadAsStringAsync(cancellationToken)).Contains("grant_type=authorization_code", StringComparison.Ordinal);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > MaxResponseBytes)
                throw AuthorityException.Unexpected($"larger than {MaxResponseBytes / 1024} KB (status {(int)response.StatusCode})");

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static HttpResponseMessage Copy(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var copy = new HttpResponseMessage(response.StatusCode)
        {
            Content = new ReadOnlyMemoryContent(body),
            RequestMessage = response.RequestMessage,
        };
        copy.Content.Headers.ContentType = response.Content.Headers.ContentType;
        foreach (var (name, values) in response.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);

        copy.Headers.RetryAfter = null;
        return copy;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The authority returned neither a token nor a refusal: {Received}")]
    private static partial void LogUnusable(ILogger logger, string received);
}
