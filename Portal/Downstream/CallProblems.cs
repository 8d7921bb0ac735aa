using Portal.Contracts.Problems;

namespace Portal.Downstream;

/// <summary>Words for a call that left and brought no usable answer.</summary>
internal static class CallProblems
{
    /// <summary>Null for an exception that is no fault of the network.</summary>
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
        $"{api} accepted the call and did not finish its answer in time. Try again; if it stays so, whoever runs {api} should look.",
        Api: api);

    public static ApiProblem TooLarge(string api) => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        $"{api} answered too much",
        $"The answer is larger than DownstreamApis:{api}:MaxResponseBytes allows. Ask for fewer rows.",
        Api: api);

    public static ApiProblem Unavailable(string api) => new(
        ProblemCodes.DownstreamUnavailable,
        StatusCodes.Status502BadGateway,
        $"{api} is not running or cannot be reached",
        $"Your sign-in is fine; the portal could not connect to {api}. Try again; if it stays so, whoever runs {api} should look.",
        Api: api);
}
