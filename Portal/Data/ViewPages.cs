using System.Security.Claims;
using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Data;

/// <summary>Requests pages of a view on behalf of a user: the query and the page are the portal's, in between is the API's dialect.</summary>
internal sealed class ViewPages(OnBehalfOf onBehalfOf)
{
    /// <exception cref="ProblemException">The view does not support the query, the API refused it, or its response is not a page.</exception>
    /// <param name="fresh">Exchange the token again instead of using the cache.</param>
    public async Task<RowsPage> GetAsync(
        string api, ContractView view, DataQuery query, ClaimsPrincipal user, bool fresh, CancellationToken cancellationToken)
    {
        var ordered = query.InOrderOf(view.View);
        var response = await onBehalfOf.GetAsync(api, QueryWriter.Write(view, ordered), view.Headers, user, fresh, cancellationToken);
        try
        {
            return await RowsPage.ReadAsync(response, view, ordered, cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
