using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Exports;

/// <summary>The pages of a result in order; each is requested only when the previous one has been sent.</summary>
internal sealed class ExportPages(PortalApiClient client, string api, DataView view, ViewState state)
{
    private const int RowsWithoutLimit = 100;
    private const int MaxRows = 1000;

    private DataQuery _query = new(state.Sort, state.Filters, state.Search, Math.Min(view.Protocol.MaxSize ?? RowsWithoutLimit, MaxRows));

    /// <exception cref="PortalApiException">The API did not respond, or refused the request.</exception>
    public Task<PageOfRows> FirstAsync(CancellationToken cancellationToken) =>
        client.GetDataAsync(api, view, _query, cancellationToken);

    /// <summary>The page after <paramref name="page"/>; null after the last one.</summary>
    /// <exception cref="PortalApiException">The API did not respond, or refused the request.</exception>
    public async Task<PageOfRows?> NextAsync(PageOfRows page, CancellationToken cancellationToken)
    {
        if (!page.HasMore)
            return null;
        if (page.After is not null && page.After == _query.After)
            throw new PortalApiException(ExportProblems.RepeatedPage(api));

        _query = _query with { Skip = _query.Skip + page.Rows.Count, After = page.After };
        return await client.GetDataAsync(api, page.After is null ? view : Uncounted, _query, cancellationToken);
    }

    // With a next link, the count is not needed again.
    private DataView Uncounted => view with { Protocol = view.Protocol with { CountParameter = null } };
}
