using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Data;

/// <summary>What can be browsed, derived from the contracts of the downstream APIs.</summary>
internal static class ViewsEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder api) =>
        api.MapGet("/views", GetViews).WithSummary("Every view of every downstream API.");

    private static async Task<Ok<ViewCatalog>> GetViews(
        HttpContext context, DownstreamApis apis, ContractStore contracts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ViewCatalog(
            await Task.WhenAll(apis.Names.Select(name => ReadAsync(name, context, contracts, cancellationToken)))));

    // One API that is away or malformed must not take the others with it.
    private static async Task<ApiViews> ReadAsync(
        string api, HttpContext context, ContractStore contracts, CancellationToken cancellationToken)
    {
        try
        {
            var contract = await contracts.GetAsync(api, cancellationToken);
            return new ApiViews(api, contract.Title, [.. contract.Views.Select(v => v.View)]);
        }
        catch (ProblemException exception)
        {
            return new ApiViews(api, api, [], exception.Problem.Traced(context));
        }
    }
}
