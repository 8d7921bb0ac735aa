using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Changes;

/// <summary>
/// A kind of change that administrators make. A new kind implements this; <see cref="ChangePipeline"/> does the rest.
/// </summary>
/// <typeparam name="TChange">One change, with the state of the directory that it is compared with.</typeparam>
internal interface IChangeKind<TChange, TOutcome>
    where TOutcome : IChangeOutcome
{
    /// <summary>Describes the change for the audit log, before it is attempted.</summary>
    AuditNote Describe(TChange change, string run);

    /// <summary>Applies the change if what it changes is still as the preview showed it.</summary>
    /// <param name="earlier">The outcomes of the changes before it, made since the directory was read.</param>
    /// <exception cref="ProblemException">The directory did not confirm the change.</exception>
    Task<TOutcome> ApplyIfUnchangedAsync(
        TChange change, IReadOnlyList<TOutcome> earlier, ClaimsPrincipal user, CancellationToken cancellationToken);

    /// <param name="problem">The problem of this change, or the one of an earlier change that stopped the batch.</param>
    TOutcome NotApplied(TChange change, string state, ApiProblem? problem);
}
