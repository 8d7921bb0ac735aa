using AccessContract;
using Polly.Timeout;
using Portal.Contracts.Problems;
using Portal.Downstream.Resilience;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>Explains why a call that was sent got no usable response.</summary>
internal static class CallProblems
{
    /// <summary>Null for an exception that is not a network error.</summary>
    public static ApiProblem? Explain(Exception exception, string api) => exception switch
    {
        CallNotSentException { After: { } wait } => Paused(api, wait),
        CallNotSentException => TooManyCalls(api),
        TaskCanceledException { InnerException: TimeoutException } or TimeoutRejectedException => TooSlow(api),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TooLarge(api),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Unreachable(
            api, $"The host name in DownstreamApis:{api}:BaseUrl cannot be resolved."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Unreachable(
            api, $"No secure connection was made: the portal does not trust the certificate at DownstreamApis:{api}:BaseUrl, or no TLS version fits."),
        HttpRequestException { InnerException: RefusedAddressException } => Unreachable(
            api, $"DownstreamApis:{api}:BaseUrl leads to a link-local or metadata address, which gets no token."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Unavailable(api),
        HttpRequestException or TaskCanceledException or IOException => Unreachable(
            api, "The request failed before a complete response arrived."),
        _ => null,
    };

    public static ApiProblem TooSlow(string api) => new(
        ProblemCodes.DownstreamTimeout,
        StatusCodes.Status504GatewayTimeout,
        $"{api} took too long",
        $"{api} did not finish its response within the time that the portal allows. Try again. If it fails again, contact the operator of {api}.",
        Api: api);

    public static ApiProblem TooLarge(string api) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"The response of {api} is too large",
        $"The response is larger than DownstreamApis:{api}:MaxResponseBytes. Request fewer rows.",
        Api: api);

    public static ApiProblem Unavailable(string api) => Unreachable(
        api, $"The portal could not connect to {api}. From here it cannot tell whether {api} is down or the network between them.");

    /// <summary>The portal sends no calls to the API for a while, because too many of the last ones failed.</summary>
    private static ApiProblem Paused(string api, TimeSpan wait) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        $"Calls to {api} are paused",
        $"Many of the last calls to {api} failed, so the portal did not send this one. "
            + $"It sends calls again in {DurationText.Of(wait)}.",
        Api: api,
        RetryAfterSeconds: RetryAfter.Seconds(wait));

    private static ApiProblem TooManyCalls(string api) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        $"Too many calls to {api} at the same time",
        $"The portal waits for as many responses of {api} as DownstreamApis:{api}:MaxConcurrentCalls allows, "
            + "so it did not send this call. Try again in a moment.",
        Api: api,
        RetryAfterSeconds: 1);

    private static ApiProblem Unreachable(string api, string cause) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status502BadGateway,
        $"The portal got no response from {api}",
        $"{cause} Try again. If it fails again, contact the operator of the portal.",
        Api: api);
}
