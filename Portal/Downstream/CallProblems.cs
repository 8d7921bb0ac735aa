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
        HttpRequestException or TaskCanceledException or IOException => Unavailable(api),
        _ => null,
    };

    public static ApiProblem TooSlow(string api) => new(
        ProblemCodes.DownstreamTimeout,
        StatusCodes.Status504GatewayTimeout,
        $"{api} took too long",
        $"{api} did not finish its response in time. Try again. If it fails again, contact the operator of {api}.",
        Api: api);

    public static ApiProblem TooLarge(string api) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"The response of {api} is too large",
        $"The response is larger than DownstreamApis:{api}:MaxResponseBytes. Request fewer rows.",
        Api: api);

    public static ApiProblem Unavailable(string api) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status502BadGateway,
        $"{api} is not running or cannot be reached",
        $"The portal could not connect to {api}; your sign-in is not affected. Try again. If it fails again, contact the operator of {api}.",
        Api: api);
}
