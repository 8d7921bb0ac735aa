using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Data;

/// <summary>
/// Requests to an API that may have changed its OpenAPI document since the portal read it. If the API refuses a request, or
/// its response does not fit the view, the document is read again.
/// </summary>
internal sealed class ChangedViews(ContractStore contracts)
{
    /// <summary>
    /// A page of the view; if the API has changed the view, as it is now. A query that no longer fits it is refused with what
    /// to change.
    /// </summary>
    /// <returns>The view that the page belongs to.</returns>
    /// <exception cref="ProblemException">The request failed, or the API no longer publishes the view.</exception>
    public async Task<(ContractView View, RowsPage Page)> GetAsync(
        string api, ContractView view, Func<ContractView, Task<RowsPage>> request, CancellationToken cancellationToken)
    {
        try
        {
            return (view, await request(view));
        }
        catch (ProblemException exception) when (MayBeOutdated(exception.Problem))
        {
            var contract = await contracts.CheckAsync(api, cancellationToken);
            if (contract.FindView(view.View.Name) is not { } now)
                throw ViewFinder.Unknown(api, ViewFinder.WhyNot(api, view.View.Name, contract.Coverage));
            if (now.View.Version == view.View.Version)
                throw;

            return (now, await request(now));
        }
    }

    /// <summary>
    /// A later page of an export: its rows must have the columns of the first page, so a change of the view ends it.
    /// </summary>
    /// <exception cref="ProblemException">The request failed.</exception>
    /// <exception cref="ViewChangedException">The API has changed the view since the first page.</exception>
    public async Task<RowsPage> GetUnchangedAsync(
        string api, ContractView view, Func<Task<RowsPage>> request, CancellationToken cancellationToken)
    {
        RowsPage page;
        try
        {
            page = await request();
        }
        catch (ProblemException exception) when (MayBeOutdated(exception.Problem))
        {
            var contract = await contracts.CheckAsync(api, cancellationToken);
            if (contract.FindView(view.View.Name)?.View.Version != view.View.Version)
                throw new ViewChangedException(exception);

            throw;
        }

        // The API may accept the request as before, and return other columns.
        try
        {
            if (HasSameRows(view, (await contracts.GetAsync(api, cancellationToken)).FindView(view.View.Name)))
                return page;

            throw new ViewChangedException(null);
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    // 400, 404, or a response that is not a page of the view. What the portal itself refuses names no API.
    private static bool MayBeOutdated(ApiProblem problem) => problem.Api is not null
        && problem.Code is ProblemCodes.QueryInvalid or ProblemCodes.NotFound or ProblemCodes.DownstreamInvalid;

    private static bool HasSameRows(ContractView view, ContractView? now) =>
        now is not null && now.Path == view.Path && now.Protocol == view.Protocol
        && view.View.Columns.All(column => now.View.Columns.Any(c => c.Name == column.Name && c.Type == column.Type));
}

/// <summary>The API has changed a view while its rows were read.</summary>
internal sealed class ViewChangedException(Exception? inner) : Exception("The API has changed the view.", inner);
