using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics.Probes;

/// <summary>The result of a GET request: a response, or why there is none.</summary>
/// <param name="Fault">Null if there is a response, with any status.</param>
/// <param name="Ahead">The server's clock minus this machine's, by the Date header.</param>
internal sealed record ProbeResponse(
    Uri Address, TimeSpan Elapsed, HttpStatusCode? Status, string Body, Uri? Location, TimeSpan? Ahead, string? Fault)
{
    /// <summary>Whether there is no response because it is larger than the client reads.</summary>
    public bool IsTooLarge { get; private init; }

    public bool IsSuccess => Status is HttpStatusCode.OK;

    public string StatusText => $"{(int?)Status} {Status}";

    public string Milliseconds => FormattableString.Invariant($"{Elapsed.TotalMilliseconds:0} ms");

    /// <summary>The authority's error code in the body; null if there is none.</summary>
    public string? ErrorCode => ReadCode(Body);

    /// <summary>Sends the request, and reports connection failures in <see cref="Fault"/>.</summary>
    public static async Task<ProbeResponse> GetAsync(
        HttpClient client, Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            var ahead = response.Headers.Date - time.GetUtcNow();
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return new ProbeResponse(
                address, time.GetElapsedTime(started), response.StatusCode, body, response.Headers.Location, ahead, Fault: null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return new ProbeResponse(
                address, time.GetElapsedTime(started), Status: null, "", Location: null, Ahead: null, Explain(exception, address))
            {
                IsTooLarge = exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded },
            };
        }
    }

    public static string? ReadCode(string text) => AuthorityMessage.Read(text)?.Code;

    private static string Explain(Exception exception, Uri address) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"The name {address.Host} cannot be resolved.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            $"The certificate of {address.Authority} is not trusted here.",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            $"Nothing listens at {address.Authority}.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => $"The response of {address.Authority} is too large.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"Cannot connect to {address.Authority}.",
        OperationCanceledException => $"{address.Authority} does not respond in time.",
        _ => $"The connection to {address.Authority} was interrupted.",
    };
}
