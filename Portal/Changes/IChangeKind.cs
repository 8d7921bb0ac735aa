using System.Security.Claims;
using Portal.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Changes;

/// <summary>
/// A kind of change that administrators make. A new kind implements this; <see cref="ChangePipeline"/> does the rest.
/// </summary>
/// <typeparam name="TStep">One change, with the state of the directory that it is compared with.</typeparam>
internal interface IChangeKind<in TStep, TOutcome>
    where TOutcome : IChangeOutcome
{
    /// <summary>Describes the change for the audit log, before it is attempted.</summary>
    AuditNote Describe(TStep step, string run);

    /// <summary>The object ID of the only user whose access the change affects; null if there may be more.</summary>
    string? OnlyUserOf(TStep step);

    /// <summary>Applies the change, unless the directory differs from what the preview showed.</summary>
    /// <param name="earlier">The outcomes of the changes applied since the directory was read.</param>
    /// <exception cref="ProblemException">The directory did not confirm the change.</exception>
    Task<TOutcome> ApplyIfUnchangedAsync(
        TStep step, IReadOnlyList<TOutcome> earlier, ClaimsPrincipal user, CancellationToken cancellationToken);

    /// <summary>The outcome of a change that was not applied, or not confirmed.</summary>
    /// <param name="state">One of <see cref="ChangeStates"/>.</param>
    /// <param name="problem">
    /// The problem of this change, or of an earlier one that also affects it; null if the request was cancelled.
    /// </param>
    TOutcome NotApplied(TStep step, string state, ApiProblem? problem);
}
