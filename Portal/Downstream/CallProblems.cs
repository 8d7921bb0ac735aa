using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Explains why a call that was sent got no usable response.</summary>
internal static class CallProblems
{
    /// <summary>Null for an exception that is not a network error.</summary>
    public static ApiProblem? Explain(Exception exception, string api) => exception switch
    {
        TaskCanceledException { InnerException: TimeoutException } => TooSlow(api),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => TooLarge(api),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Unreachable(
            api, $"The host name in DownstreamApis:{api}:BaseUrl cannot be resolved."),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Unreachable(
            api, $"No secure connection was made: the portal does not trust the certificate at DownstreamApis:{api}:BaseUrl, or no TLS version fits."),
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

    private static ApiProblem Unreachable(string api, string cause) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status502BadGateway,
        $"The portal got no response from {api}",
        $"{cause} Try again. If it fails again, contact the operator of the portal.",
        Api: api);
}
