using Portal.Contracts.Problems;

namespace Portal.Contracts.Changes;

/// <summary>What the problem of one change means for the others that are applied with it.</summary>
public static class ChangeFailures
{
    // The user, or someone for them, has to act first.
    private static readonly string[] Preconditions =
    [
        ProblemCodes.AuditUnavailable, ProblemCodes.ConsentRequired, ProblemCodes.InteractionRequired,
        ProblemCodes.DirectoryRoleMissing,
    ];

    // The directory may have made the change before it failed.
    private static readonly string[] Unconfirmed = [ProblemCodes.DownstreamTimeout, ProblemCodes.DownstreamUnavailable];

    private static readonly string[] Stopping =
    [
        .. Preconditions, .. Unconfirmed, ProblemCodes.DownstreamThrottled, ProblemCodes.AuthorityUnavailable,
    ];

    /// <summary>Whether the problem also affects the changes that follow, so that they are not attempted.</summary>
    public static bool StopsBatch(ApiProblem problem) => Stopping.Contains(problem.Code);

    /// <summary>
    /// Whether the problem is one of the whole request if it occurs before any change was applied: the preview stays
    /// as it is, and can be applied once the user has consented, signed in or got the directory role, or the operator
    /// has repaired the audit log.
    /// </summary>
    public static bool IsPrecondition(ApiProblem problem) => Preconditions.Contains(problem.Code);

    /// <summary>The state of the change that failed.</summary>
    public static string StateOf(ApiProblem problem) =>
        Unconfirmed.Contains(problem.Code) ? ChangeStates.NotKnown : ChangeStates.Refused;
}
