using System.Security.Claims;
using Portal.Graph;

namespace Portal.UserAccess;

/// <summary>Of the groups that a user is in only through other groups, finds those with a role, and the groups in between.</summary>
internal sealed class NestedGroups(ReadBatch batch, GraphPurpose purpose, ClaimsPrincipal user, int requestsLeft)
{
    private int _requests;

    /// <param name="first">Other reads to include in the first batch.</param>
    /// <param name="groups">The groups to examine.</param>
    /// <param name="direct">The groups that the user is a direct member of.</param>
    /// <param name="apis">The ids of the service principals of the APIs.</param>
    public async Task<NestedGroupsResult> ReadAsync(
        IReadOnlyList<string> first,
        IReadOnlyList<DirectoryGroup> groups,
        IReadOnlyList<DirectoryGroup> direct,
        IReadOnlyList<string> apis,
        CancellationToken cancellationToken)
    {
        // One request is reserved for finding how the user is in those groups.
        var examined = groups.Take(((requestsLeft - 1) * ReadBatch.MaxCount) - first.Count).ToList();
        var responses = await ReadAllAsync(
            [.. first, .. examined.Select(g => $"groups/{Uri.EscapeDataString(g.Id)}/appRoleAssignments")], cancellationToken);
        var holders = new List<NestedGroup>();
        foreach (var (group, response) in examined.Zip(responses.Skip(first.Count)))
        {
            var roles = (await response.ReadAsync<GraphPage<HeldRole>>(cancellationToken)).Value.Where(r => apis.Contains(r.ResourceId)).ToList();
            if (roles.Count > 0)
                holders.Add(new NestedGroup(group, roles, []));
        }

        var shown = holders.Take(ReadBatch.MaxCount).ToList();
        var through = await FindThroughAsync([.. shown.Select(h => h.Group)], direct, cancellationToken);
        for (var i = 0; i < shown.Count; i++)
            shown[i] = shown[i] with { Through = through[i] };

        var isWhole = examined.Count == groups.Count && shown.Count == holders.Count;
        return new NestedGroupsResult([.. responses.Take(first.Count)], shown, isWhole, _requests);
    }

    /// <summary>For each of <paramref name="groups"/>, the names of those of <paramref name="direct"/> that are in it.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> FindThroughAsync(
        IReadOnlyList<DirectoryGroup> groups, IReadOnlyList<DirectoryGroup> direct, CancellationToken cancellationToken)
    {
        var members = await ReadAllAsync(
            [.. groups.Select(g => $"groups/{Uri.EscapeDataString(g.Id)}/transitiveMembers/microsoft.graph.group?$select=id,displayName")],
            cancellationToken);
        var through = new List<IReadOnlyList<string>>(groups.Count);
        foreach (var response in members)
        {
            var inside = (await response.ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken)).Value;
            through.Add([.. direct.IntersectBy(inside.Select(g => g.Id), g => g.Id).Select(g => g.Name)]);
        }

        return through;
    }

    private async Task<IReadOnlyList<BatchedResponse>> ReadAllAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var responses = new List<BatchedResponse>();
        foreach (var chunk in paths.Chunk(ReadBatch.MaxCount))
        {
            _requests++;
            responses.AddRange(await batch.ReadAsync(purpose, chunk, user, cancellationToken));
        }

        return responses;
    }
}

/// <param name="First">The responses to the other reads.</param>
/// <param name="Requests">The number of requests.</param>
internal sealed record NestedGroupsResult(
    IReadOnlyList<BatchedResponse> First, IReadOnlyList<NestedGroup> Groups, bool IsWhole, int Requests);

/// <summary>A group with a role that the user is in only through another group.</summary>
/// <param name="Through">The names of the user's direct groups that are in this group.</param>
internal sealed record NestedGroup(DirectoryGroup Group, IReadOnlyList<HeldRole> Roles, IReadOnlyList<string> Through);
