using AccessContract;
using Portal.Contracts.Problems;

namespace Portal.Problems;

/// <summary>A request failed, for example a call to a downstream API or its token; contains the problem to return.</summary>
public sealed class ProblemException(ApiProblem problem, Exception? inner = null) : Exception(problem.Title, inner)
{
    public ApiProblem Problem { get; } = problem;

    /// <summary>The token that the call sent, decoded; null if it was not sent.</summary>
    public TokenContent? Sent { get; init; }
}
