using System.Security.Claims;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;
using Portal.Tracing;

namespace Portal.Exports;

/// <summary>The pages of an export, requested on behalf of the session's user as <c>/api/data</c> does for its caller.</summary>
internal sealed class ExportPages(ViewPages pages, PortalToken token, RequestTraces traces)
{
    private const int RowsWithoutLimit = 100;
    private const int MaxRows = 1000;

    /// <summary>The whole result of <paramref name="state"/>, in pages that are as large as possible.</summary>
    public static DataQuery First(ContractView view, ViewState state) =>
        new(state.Sort, state.Filters, state.Search, Math.Min(view.Protocol.MaxSize ?? RowsWithoutLimit, MaxRows));

    /// <exception cref="ProblemException">The API did not respond, or refused the request.</exception>
    public async Task<RowsPage> GetAsync(
        string api, ContractView view, DataQuery query, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        using var trace = traces.Begin(HttpMethod.Get, $"/{ExportRoutes.Path(api, view.View.Name)}", user);

        // With a next link, the count is not needed again.
        var uncounted = query with { Count = query.After is null };
        var caller = await WithTokenAsync(user, cancellationToken);
        return await pages.GetAsync(api, view, uncounted, caller, fresh: false, cancellationToken);
    }

    // A session has no token that could be exchanged: on behalf of needs the user's token for the portal, as /api gets it.
    private async Task<ClaimsPrincipal> WithTokenAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            var header = await token.GetAuthorizationHeaderAsync(user, cancellationToken);
            var bearer = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            var caller = new ClaimsIdentity(user.Claims, user.Identity?.AuthenticationType) { BootstrapContext = bearer };
            return new ClaimsPrincipal(caller);
        }
        catch (PortalApiException exception)
        {
            throw new ProblemException(exception.Problem, exception);
        }
    }
}
