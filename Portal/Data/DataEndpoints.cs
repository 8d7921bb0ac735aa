using System.Security.Claims;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Problems;
using Portal.Tokens;

namespace Portal.Data;

/// <summary>Hands collections and rows of a downstream API on: query, body and answer unchanged.</summary>
internal static class DataEndpoints
{
    private const int MaxChangeBytes = 64 * 1024;
    private const int MaxQueryLength = 8 * 1024;

    public static void AddData(this IServiceCollection services) => services.AddScoped<ViewFinder>();

    public static void MapData(this IEndpointRouteBuilder api)
    {
        var data = api.MapGroup("/data/{api}/{view}");
        data.MapGet("", GetRows).WithSummary("Rows of a view, as the downstream API answers; the query is passed on.");
        data.MapGet("/{key}", GetRow).WithSummary("One row of a view, as the downstream API answers, with its ETag.");
        data.MapPatch("/{key}", ChangeRow).WithSummary("Changes a row: the body is passed on, and so is If-Match.");
    }

    private static async Task<StreamedDownstreamResult> GetRows(
        string api,
        string view,
        HttpRequest request,
        ClaimsPrincipal user,
        ViewFinder views,
        OnBehalfOf onBehalfOf,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);
        if (request.QueryString.Value is { Length: > MaxQueryLength })
            throw QueryTooLong(name);

        // Whoever shows the flow wants to see the exchange, not the cache.
        var fresh = request.WantsFreshTokens();
        return new StreamedDownstreamResult(await onBehalfOf.GetAsync(name, found.Path + request.QueryString, user, fresh, cancellationToken));
    }

    private static async Task<StreamedDownstreamResult> GetRow(
        string api,
        string view,
        string key,
        ClaimsPrincipal user,
        ViewFinder views,
        OnBehalfOf onBehalfOf,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);
        return new StreamedDownstreamResult(await onBehalfOf.GetAsync(name, ViewFinder.PathOf(name, found, key), user, fresh: false, cancellationToken));
    }

    private static async Task<StreamedDownstreamResult> ChangeRow(
        string api,
        string view,
        string key,
        HttpRequest request,
        ClaimsPrincipal user,
        ViewFinder views,
        OnBehalfOf onBehalfOf,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);
        var path = ViewFinder.PathOf(name, found, key);
        if (found.View.Row?.Change is null)
            throw ViewFinder.Unknown(name, $"{name} takes no change of {found.View.Title}.");

        var change = await JsonBody.ReadObjectAsync(
            request, MaxChangeBytes, "The request could not be read", cancellationToken);
        return new StreamedDownstreamResult(await onBehalfOf.PatchAsync(name, path, change, request.Headers.IfMatch, user, cancellationToken));
    }

    private static ProblemException QueryTooLong(string api) => new(new ApiProblem(
        ProblemCodes.QueryInvalid,
        StatusCodes.Status400BadRequest,
        "The query is too long",
        $"It may have {MaxQueryLength} characters at most.",
        Api: api));
}
