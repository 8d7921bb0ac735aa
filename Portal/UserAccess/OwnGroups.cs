using System.Security.Claims;
using Portal.Contracts.UserAccess;
using Portal.Graph;
using Portal.Problems;

namespace Portal.UserAccess;

/// <summary>
/// Finds the groups that the caller is in only through another group. It does not read which roles these groups have: Graph
/// requires a directory role for that.
/// </summary>
internal sealed class OwnGroups(ReadBatch batch)
{
    private const int PageSize = 999;
    private const string Fields = "microsoft.graph.group?$select=id,displayName&$top=";
    private static readonly GraphPurpose Purpose = GraphPurpose.ReadOwnGroups;

    /// <exception cref="ProblemException">The caller's groups cannot be read.</exception>
    public async Task<OwnGroupReport> ReadAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var responses = await batch.ReadAsync(
            Purpose, [$"me/memberOf/{Fields}{PageSize}", $"me/transitiveMemberOf/{Fields}{PageSize}"], user, cancellationToken);
        var direct = await responses[0].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var all = await responses[1].ReadAsync<GraphPage<DirectoryGroup>>(cancellationToken);
        var nested = DirectoryGroup.Nested(all.Value, direct.Value);
        IReadOnlyList<DirectoryGroup> shown = [.. nested.Take(ReadBatch.MaxCount)];
        var through = await new NestedGroups(batch, Purpose, user, requestsLeft: 1)
            .FindThroughAsync(shown, direct.Value, cancellationToken);
        return new OwnGroupReport(
            direct.Value.Count,
            [.. shown.Zip(through, (group, groups) => new OwnNestedGroup(group.Name, groups))],
            IsWhole: shown.Count == nested.Count && direct.NextLink is null && all.NextLink is null);
    }
}
