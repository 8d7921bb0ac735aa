using AccessContract;
using Portal.Contracts.Problems;

namespace Portal.Problems;

/// <summary>A call to a downstream API, or the token for it, that could not be had; carries the problem to answer with.</summary>
public sealed class ProblemException(ApiProblem problem, Exception? inner = null) : Exception(problem.Title, inner)
{
    public ApiProblem Problem { get; } = problem;

    /// <summary>The token that the call had left with, decoded; null where it never left.</summary>
    public TokenContent? Sent { get; init; }
}
