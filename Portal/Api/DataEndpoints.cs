using System.Net.Mime;
using System.Security.Claims;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Api;

/// <summary>Hands a collection of a downstream API on, query and answer unchanged.</summary>
internal static class DataEndpoints
{
    private const int LongestQuery = 8 * 1024;

    public static void MapData(this IEndpointRouteBuilder api) =>
        api.MapGet("/data/{api}/{view}", GetData)
            .WithSummary("Rows of a view, as the downstream API answers; the query is passed on.")
            .Produces<DataPage>();

    private static async Task<IResult> GetData(
        string api,
        string view,
        HttpRequest request,
        ClaimsPrincipal user,
        DownstreamApis apis,
        ContractStore contracts,
        OnBehalfOf onBehalfOf,
        CancellationToken cancellationToken)
    {
        if (apis.Find(api) is not { } name)
            throw Unknown(null, $"The portal knows no API called {api}.");

        if (request.QueryString.Value is { Length: > LongestQuery })
            throw QueryTooLong(name);

        var contract = await contracts.GetAsync(name, cancellationToken);
        if (contract.FindView(view) is not { } found)
            throw Unknown(name, $"{name} publishes no view called {view}.");

        using var response = await onBehalfOf.GetAsync(name, found.Path + request.QueryString, user, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new DownstreamException(await RefusalReader.ReadAsync(response, name, cancellationToken));

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is not MediaTypeNames.Application.Json)
            throw new DownstreamException(RefusalReader.Unexpected(name, type ?? "no content type"));

        return TypedResults.Bytes(await response.Content.ReadAsByteArrayAsync(cancellationToken), MediaTypeNames.Application.Json);
    }

    private static DownstreamException Unknown(string? api, string detail) => new(new ApiProblem(
        ProblemCodes.NotFound, StatusCodes.Status404NotFound, "No such view", detail, Api: api));

    private static DownstreamException QueryTooLong(string api) => new(new ApiProblem(
        ProblemCodes.QueryInvalid,
        StatusCodes.Status400BadRequest,
        "The query is too long",
        $"It may have {LongestQuery} characters at most.",
        Api: api));
}
