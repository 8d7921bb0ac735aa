namespace AppB.Sample.Problems;

/// <summary>Ends a request with a <see cref="Problem"/>, from code below the endpoint handler.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static ProblemException QueryInvalid(string detail) =>
        new(new(ProblemCodes.QueryInvalid, "Query invalid", StatusCodes.Status400BadRequest, detail));
}
