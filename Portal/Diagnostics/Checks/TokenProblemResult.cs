using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>The result of a check that needed a token on behalf of the administrator and got none.</summary>
internal static class TokenProblemResult
{
    /// <param name="problem">Why there is no token.</param>
    /// <param name="target">What the token was for.</param>
    /// <param name="fix">The fix, if no error code names one.</param>
    public static DiagnosticResult Of(ApiProblem problem, string target, string? fix = null)
    {
        var known = AadstsCodes.Find(problem.ErrorCode);
        var outcome = problem.Code switch
        {
            ProblemCodes.ConsentRequired => DiagnosticResult.Failed($"{problem.Title}."),
            ProblemCodes.InteractionRequired => DiagnosticResult.Warning(
                $"The sign-in service requests an interaction before {target} can be called: {problem.Title}."),
            ProblemCodes.AuthorityUnavailable => DiagnosticResult.Unknown($"{problem.Title}."),
            _ => DiagnosticResult.Failed(known is null ? $"{problem.Title}." : $"{known.Title}."),
        };
        return outcome.WithFix(known?.Fix ?? fix ?? problem.Detail ?? "Try again.", errorCode: problem.ErrorCode)
            .With("Code", problem.ErrorCode)
            .With("Sign-in service", problem.ErrorText);
    }
}
