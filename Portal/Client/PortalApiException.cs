using Portal.Contracts.Problems;

namespace Portal.Client;

/// <summary>
/// The only exception that <see cref="PortalApiClient"/> throws, apart from cancellation; it holds the problem.
/// </summary>
public sealed class PortalApiException(ApiProblem problem) : Exception(problem.Title)
{
    public ApiProblem Problem { get; } = problem;
}
