using Portal.Client;
using Portal.Components.Changes;
using Portal.Contracts.Changes;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>Applies a set of changes in small requests, to show progress and allow cancelling. A request already sent is completed.</summary>
internal sealed class RoleRun(IReadOnlyList<RoleChange> changes)
{
    // The audit log groups all requests of this run by this id.
    private readonly string _runId = $"{Guid.NewGuid()}";
    private bool _cancelled;

    public List<RoleOutcome> Outcomes { get; } = [];

    public int Planned => changes.Count;

    public bool IsRunning { get; private set; }

    /// <summary>The problem that stopped the whole run.</summary>
    public ApiProblem? Problem { get; private set; }

    public void Cancel() => _cancelled = true;

    public async Task ApplyAsync(Func<RoleChangeSet, CancellationToken, Task<RoleOutcomes>> send, Action onProgress)
    {
        IsRunning = true;
        foreach (var chunk in changes.Chunk(RoleChangeSet.MaxConcurrent))
        {
            if (_cancelled || Problem is not null)
            {
                Outcomes.AddRange(chunk.Select(c => new RoleOutcome(
                    c, ChangeStates.NotAttempted, _cancelled ? "Cancelled before this change was sent." : "Not attempted.")));
                continue;
            }

            try
            {
                Outcomes.AddRange((await send(new RoleChangeSet(chunk, _runId), CancellationToken.None)).Outcomes);
            }
            catch (PortalApiException exception)
            {
                Problem = exception.Problem;
                Outcomes.AddRange(chunk.Select(c => ChangeFailures.IsPrecondition(exception.Problem)
                    ? new RoleOutcome(c, ChangeStates.NotAttempted, "Not attempted.")
                    : new RoleOutcome(
                        c, ChangeStates.NotKnown, "No response confirms whether the change was applied. A new preview will show it.")));
            }

            onProgress();
        }

        IsRunning = false;
    }

    public RoleOutcome? OutcomeOf(RoleChange change) =>
        Outcomes.Find(o => o.Change.PrincipalId == change.PrincipalId && o.Change.RoleId == change.RoleId);

    public List<RoleChange> Failed() =>
        [.. Outcomes.Where(o => ChangeStates.CanRetry(o.State)).Select(o => o.Change with { PreviewedAssignment = null })];

    public List<RoleChange> Undo() =>
        [.. Outcomes.Where(o => o.State == ChangeStates.Done).Select(o => o.Change.Inverse())];

    public string Summary() => IsRunning
        ? $"{Outcomes.Count} of {Planned}…"
        : string.Join(", ", Outcomes.GroupBy(o => o.State).Select(g => $"{g.Count()} {ChangeText.State(g.Key).Label.ToLowerInvariant()}")) + ".";
}
