using System.Security.Claims;
using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Requests values of groups of rows on behalf of a user.</summary>
internal sealed class ViewGroups(OnBehalfOf onBehalfOf)
{
    /// <exception cref="ProblemException">The view does not support the groups, or the API refused them.</exception>
    public async Task<RowsBody> GetAsync(
        string api,
        ContractView view,
        DataGroups groups,
        IReadOnlyList<DataFilter> filters,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        using var response = await onBehalfOf.GetAsync(
            api, GroupWriter.Write(view, groups, filters), view.Headers, user, fresh: false, cancellationToken);
        return await GroupRows.ReadAsync(response, view, groups, cancellationToken);
    }
}
