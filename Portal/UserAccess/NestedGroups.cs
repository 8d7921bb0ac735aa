using System.Security.Claims;
using Portal.Graph;

namespace Portal.UserAccess;

/// <summary>Finds, among groups that a person is in only by way of other groups, those that hold a role, and by way of which.</summary>
internal sealed class NestedGroups(ReadBatch batch, ClaimsPrincipal user, int requestsLeft)
{
    private static readonly GraphPurpose Purpose = GraphPurpose.ReadDirectory;

    private int _made;

    /// <param name="first">Other reads that go along.</param>
    /// <param name="groups">To be looked at.</param>
    /// <param name="direct">Those that the person is a direct member of.</param>
    /// <param name="apis">Service principals whose roles matter.</param>
    public async Task<NestedAnswer> ReadAsync(
        IReadOnlyList<string> first,
        IReadOnlyList<DirectoryGroup> groups,
        IReadOnlyList<DirectoryGroup> direct,
        IReadOnlyList<string> apis,
        CancellationToken cancellationToken)
    {
        // The last request is kept for the way into those that were found.
        var looked = groups.Take(((requestsLeft - 1) * ReadBatch.MaxCount) - first.Count).ToList();
        var answers = await ReadAllAsync(
            [.. first, .. looked.Select(g => $"groups/{Uri.EscapeDataString(g.Id)}/appRoleAssignments")], cancellationToken);
        var holders = new List<NestedGroup>();
        foreach (var (group, answer) in looked.Zip(answers.Skip(first.Count)))
        {
            var roles = (await answer.ReadAsync<GraphPage<HeldRole>>(cancellationToken)).Value.Where(r => apis.Contains(r.ResourceId)).ToList();
            if (roles.Count > 0)
                holders.Add(new NestedGroup(group, roles, []));
        }

        var shown = holders.Take(ReadBatch.MaxCount).ToList();
        var ways = await ReadAllAsync(
            [.. shown.Select(h => $"groups/{Uri.EscapeDataString(h.Group.Id)}/transitiveMembers/microsoft.graph.group?$select=id,displayName")],
            cancellationToken);
        for (var i = 0; i < shown.Count; i++)
        {
            var inside = (await ways[i].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken)).Value;
            shown[i] = shown[i] with { Through = [.. direct.IntersectBy(inside.Select(g => g.Id), g => g.Id).Select(g => g.DisplayName ?? g.Id)] };
        }

        return new NestedAnswer([.. answers.Take(first.Count)], shown, IsWhole: looked.Count == groups.Count && shown.Count == holders.Count, _made);
    }

    private async Task<IReadOnlyList<BatchedAnswer>> ReadAllAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var answers = new List<BatchedAnswer>();
        foreach (var part in paths.Chunk(ReadBatch.MaxCount))
        {
            _made++;
            answers.AddRange(await batch.ReadAsync(Purpose, part, user, cancellationToken));
        }

        return answers;
    }
}

/// <param name="First">Answers to what went along.</param>
/// <param name="Requests">How many requests it took.</param>
internal sealed record NestedAnswer(
    IReadOnlyList<BatchedAnswer> First, IReadOnlyList<NestedGroup> Groups, bool IsWhole, int Requests);

/// <summary>A group that holds a role and that only another group brings the person into.</summary>
/// <param name="Through">The person's own groups in it, by name.</param>
internal sealed record NestedGroup(DirectoryGroup Group, IReadOnlyList<HeldRole> Roles, IReadOnlyList<string> Through);
