using System.Net.Sockets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Contracts.Problems;
using Portal.Metrics;

namespace Portal.Auth.TokenRequests;

/// <summary>
/// Stands between MSAL and the authority. It limits how long a request takes and how large a response may be, and lets
/// only tokens and refusals through. MSAL never sees Retry-After: it would stop the requests of all users, because it
/// recognizes a request by client and scopes. <see cref="TokenCache.ExchangedTokens"/> waits for each user instead.
/// </summary>
internal sealed partial class TokenEndpointHandler(
    IOptions<AzureAdSettings> settings,
    CurrentSecret secret,
    TimeProvider time,
    PortalMetrics metrics,
    ILogger<TokenEndpointHandler> logger)
    : DelegatingHandler
{
    private const string TokenPath = "/oauth2/v2.0/token";
    private const int MaxResponseBytes = 256 * 1024;

    private const string AuthorizationCode = "authorization_code";
    private const string RefreshToken = "refresh_token";
    private const string ClientSecret = "client_secret";

    private static readonly HttpRequestOptionsKey<string> Grant = new("portal.grant");

    // Only these become values of a metric.
    private static readonly string[] Grants = [AuthorizationCode, RefreshToken, "client_credentials", "on_behalf_of"];

    // MSAL does without the authority's aliases if it gets none.
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Whether the request redeems a code. A code works once, so the request is not repeated.</summary>
    public static bool IsSignIn(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Grant, out var grant) && grant == AuthorizationCode;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var outcome = CallOutcome.Failed;
        try
        {
            var response = await SendWithinLimitsAsync(request, cancellationToken);
            outcome = CallOutcome.Of(response);
            return response;
        }
        catch (AuthorityException exception)
        {
            outcome = OutcomeOf(exception);
            LogUnusable(logger, exception.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = CallOutcome.Canceled;
            throw;
        }
        finally
        {
            if (request.Options.TryGetValue(Grant, out var grant))
                metrics.TokenRequested(grant, outcome, time.GetElapsedTime(started));
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
            if (isToken)
                await ReadFormAsync(request, either.Token);

            using var response = await base.SendAsync(request, either.Token);
            var body = await ReadAsync(response, either.Token);
            if (isToken)
                TokenResponse.Check(response, body, IsSignIn(request));

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
        catch (Exception exception) when (
            exception is HttpRequestException and not (AuthorityException or RefreshNeededException) or IOException or SocketException)
        {
            throw AuthorityException.Unreachable(exception);
        }
    }

    private async Task ReadFormAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = request.Content is { } content
            ? QueryHelpers.ParseQuery(await content.ReadAsStringAsync(cancellationToken))
            : [];

        // An exchange on behalf of a user has the grant of any assertion, and names itself in requested_token_use.
        var grant = Array.Find(Grants, grant => Value("grant_type") == grant || Value("requested_token_use") == grant) ?? "other";
        if (grant == RefreshToken && TokenAttempts.IsCacheOnly)
            throw new RefreshNeededException();

        request.Options.Set(Grant, grant);
        if (secret.Replacement(Value(ClientSecret)) is not { } current)
            return;

        form[ClientSecret] = current;
        request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString())));

        string? Value(string name) => form.GetValueOrDefault(name);
    }

    private static string OutcomeOf(AuthorityException exception) => exception switch
    {
        { IsSilence: true } => CallOutcome.Timeout,
        { RetryAfter: not null } => CallOutcome.Throttled,
        { IsUnexpected: false, InnerException: not null } => CallOutcome.Unavailable,
        _ => CallOutcome.Failed,
    };

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
