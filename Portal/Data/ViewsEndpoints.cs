using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Data;

/// <summary>The views of the downstream APIs, derived from their contracts.</summary>
internal static class ViewsEndpoints
{
    public static void MapViews(this IEndpointRouteBuilder api) =>
        api.MapGet("/views", GetViews).WithSummary("Returns every view of every downstream API.");

    private static async Task<Ok<ViewCatalog>> GetViews(
        HttpContext context, DownstreamApis apis, ContractStore contracts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ViewCatalog(
            await Task.WhenAll(apis.Names.Select(name => ReadAsync(name, context, contracts, cancellationToken)))));

    // An API that is unavailable or has an invalid contract must not affect the others.
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
