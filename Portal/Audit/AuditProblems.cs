using Portal.Auth.Storage;
using Portal.Contracts.Problems;
using Portal.Database;

namespace Portal.Audit;

/// <summary>Explains to an administrator why changes are refused.</summary>
internal static class AuditProblems
{
    public static ApiProblem Unavailable(IPortalStorage storage, StorageFault fault) => new(
        ProblemCodes.AuditUnavailable,
        StatusCodes.Status503ServiceUnavailable,
        "The audit log cannot be used",
        $"Changes are refused before they are made, because the {storage.Kind} of the audit log cannot be written. {fault.Cause} "
            + "The Setup check shows the portal operator how to fix it. Then try again.");
}
