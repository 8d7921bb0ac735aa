using Portal.Contracts.Problems;

namespace Portal.Client;

/// <summary>The problems that the client of <c>/api</c> itself reports.</summary>
internal static class ClientProblems
{
    public static ApiProblem Unreachable() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The portal's backend did not respond",
        "The page works, but the portal's own /api could not be reached. Try again; if this persists, the operator "
        + "should check Portal:Api:BaseUrl.");

    public static ApiProblem TooSlow() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The portal's backend took too long",
        "No response arrived in time. Try again in a moment.");

    public static ApiProblem Unreadable(int status) => new(
        ProblemCodes.DownstreamInvalid,
        status,
        "The response could not be read",
        "The response is not the JSON that its contract describes. Report it with the trace ID to the API's operator.");

    public static ApiProblem SignInAgain(string? errorCode) => new(
        ProblemCodes.SignInRequired,
        StatusCodes.Status401Unauthorized,
        "Sign in again",
        "The portal no longer has a token for you. Signing in again brings you back to this page.",
        ErrorCode: errorCode);

    public static ApiProblem AuthorityUnavailable() => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The sign-in service did not respond",
        "The portal needs a new token for you and could not reach the sign-in service. Try again.");

    public static ApiProblem TokenRefused(string? errorCode) => new(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        AadstsCodes.Find(errorCode)?.Title ?? "The portal cannot get a token",
        "The portal needs a new token for you and did not get one. "
        + (AadstsCodes.Find(errorCode)?.Meaning ?? "An administrator finds the cause with the Setup check."),
        ErrorCode: errorCode);

    public static ApiProblem ResponseIncomplete() => new(
        ProblemCodes.DownstreamInvalid,
        StatusCodes.Status502BadGateway,
        "The response is incomplete",
        "The connection was closed early: the response was larger, or took longer, than allowed. Request fewer rows.");
}
