using Portal.Contracts;

namespace Portal.Client;

/// <summary>The problems that arise on this side of <c>/api</c>.</summary>
internal static class ClientProblems
{
    public static ApiProblem Unreachable() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The portal's backend did not answer",
        "The page runs, but its own /api could not be reached. Try again; if it stays so, whoever runs the portal "
        + "should check Portal:Api:BaseUrl.");

    public static ApiProblem TooSlow() => new(
        ProblemCodes.PortalUnavailable,
        StatusCodes.Status504GatewayTimeout,
        "The portal's backend took too long",
        "No answer came in time. Try again in a moment.");

    public static ApiProblem Unreadable(int status) => new(
        ProblemCodes.DownstreamInvalid,
        status,
        "The answer could not be read",
        "It is not the JSON that its contract promises. Quote the trace id to whoever runs the API.");

    public static ApiProblem SignInAgain(string? errorCode) => new(
        ProblemCodes.SignInRequired,
        StatusCodes.Status401Unauthorized,
        "Sign in again",
        "The portal holds no token for you any more. Signing in again brings you back to this page.",
        ErrorCode: errorCode);

    public static ApiProblem AuthorityUnavailable() => new(
        ProblemCodes.AuthorityUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The identity provider did not answer",
        "The portal needs a fresh token for you and could not reach the authority that issues it. Try again.");
}
