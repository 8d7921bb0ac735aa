using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Contracts.ViewAddresses;

/// <summary>
/// The query of <c>GET /api/groups/{api}/{view}</c>: <c>chart</c> and <c>filter</c> as in the address of the view's page. Its
/// other parameters do not change the groups, except that a search is not possible.
/// </summary>
public static class GroupsAddress
{
    public static string Write(string address, DataGroups groups, IReadOnlyList<DataFilter> filters) =>
        new ViewState { Chart = groups, Filters = filters }.Url(address);

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, StringValues>> query,
        [NotNullWhen(true)] out GroupsQuery? read,
        [NotNullWhen(false)] out ApiProblem? problem)
    {
        read = null;
        if (!ViewAddress.TryRead(query, out var state, out problem))
            return false;

        if (state.Chart is not { } groups)
            problem = ViewAddress.Wrong($"“chart” is missing. It is {GroupsText.Expected}.");
        else if (state.Search is not null)
            problem = ViewAddress.Wrong("Groups cannot be searched. Use a filter.");
        else
            read = new GroupsQuery(groups, state.Filters);

        return read is not null;
    }
}

/// <summary>The groups of the rows that match all filters.</summary>
public sealed record GroupsQuery(DataGroups Groups, IReadOnlyList<DataFilter> Filters);
