using Portal.Client;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>Applies a set in small requests, so that it can be followed and stopped; what has begun is finished.</summary>
internal sealed class RoleRun(IReadOnlyList<RoleChange> changes)
{
    // However many requests it takes, the audit trail knows it as one.
    private readonly string _run = $"{Guid.NewGuid()}";
    private bool _cancelled;

    public List<RoleOutcome> Outcomes { get; } = [];

    public int Planned => changes.Count;

    public bool IsRunning { get; private set; }

    /// <summary>What ended it as a whole.</summary>
    public ApiProblem? Problem { get; private set; }

    public void Cancel() => _cancelled = true;

    public async Task GoAsync(Func<RoleChangeSet, CancellationToken, Task<RoleOutcomes>> send, Action show)
    {
        IsRunning = true;
        foreach (var chunk in changes.Chunk(RoleChangeSet.MaxConcurrent))
        {
            if (_cancelled || Problem is not null)
            {
                Outcomes.AddRange(chunk.Select(c => new RoleOutcome(
                    c, RoleOutcomeStates.NotTried, _cancelled ? "Cancelled before it was tried." : "Not tried.")));
                continue;
            }

            try
            {
                Outcomes.AddRange((await send(new RoleChangeSet(chunk, _run), CancellationToken.None)).Outcomes);
            }
            catch (PortalApiException exception)
            {
                Problem = exception.Problem;
                Outcomes.AddRange(chunk.Select(c => new RoleOutcome(
                    c, RoleOutcomeStates.NotTried, "No answer says whether it was made: a new dry run will.")));
            }

            show();
        }

        IsRunning = false;
    }

    public RoleOutcome? Of(RoleChange change) =>
        Outcomes.Find(o => o.Change.PrincipalId == change.PrincipalId && o.Change.RoleId == change.RoleId);

    public List<RoleChange> Failed() =>
        [.. Outcomes.Where(o => RoleOutcomeStates.CanRetry(o.State)).Select(o => o.Change with { Seen = null })];

    public List<RoleChange> Undo() =>
        [.. Outcomes.Where(o => o.State == RoleOutcomeStates.Done).Select(o => o.Change.Inverse())];

    public string Summary() => IsRunning
        ? $"{Outcomes.Count} of {Planned}…"
        : string.Join(", ", Outcomes.GroupBy(o => o.State).Select(g => $"{g.Count()} {RoleText.Outcome(g.Key).Word.ToLowerInvariant()}")) + ".";
}
