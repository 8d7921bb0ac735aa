using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.Extensions.Primitives;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream;
using Portal.Problems;
using Portal.Tokens;

namespace Portal.Data;

/// <summary>Rows of a downstream API: pages of them in the portal's own form, whatever the API speaks, and one row unchanged.</summary>
internal static class DataEndpoints
{
    private const int MaxChangeBytes = 64 * 1024;
    private const int MaxQueryLength = 8 * 1024;

    public static void AddData(this IServiceCollection services) =>
        services.AddScoped<ViewFinder>().AddScoped<ViewPages>().AddScoped<ChangedViews>().AddScoped<ViewGroups>();

    public static void MapData(this IEndpointRouteBuilder api)
    {
        var data = api.MapGroup("/data/{api}/{view}");
        data.MapGet("", GetRows).Produces<RowsBody>()
            .WithSummary("Returns a page of rows. Parameters: sort, filter (repeatable), search, top, skip, after, count.");
        data.MapGet("/{key}", GetRow)
            .WithSummary("Returns one row of a view as the downstream API returns it, with its ETag; 304 if If-None-Match names it.");
        api.MapGet("/groups/{api}/{view}", GetGroups)
            .WithSummary(
                "Returns one value for each group of rows, computed by the downstream API. Parameters: chart, filter (repeatable).");
        data.MapPatch("/{key}", ChangeRow).WithSummary("Changes a row; the body and If-Match are forwarded.");
    }

    private static async Task<PageResult> GetRows(
        string api,
        string view,
        HttpRequest request,
        ClaimsPrincipal user,
        ViewFinder views,
        ViewPages pages,
        ChangedViews changed,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);
        var query = ReadQuery<DataQuery>(name, request, DataAddress.TryRead);

        // A trace run requests the token exchange itself, not a cached token.
        var (now, page) = await changed.GetAsync(
            name,
            found,
            v => pages.GetAsync(name, v, query, user, request.WantsFreshTokens(), cancellationToken),
            cancellationToken);
        return new PageResult(page, now.View.Version);
    }

    private static async Task<RowsBody> GetGroups(
        string api,
        string view,
        HttpRequest request,
        ClaimsPrincipal user,
        ViewFinder views,
        ViewGroups groups,
        CancellationToken cancellationToken)
    {
        var (name, found) = await views.FindAsync(api, view, cancellationToken);
        var query = ReadQuery<GroupsQuery>(name, request, GroupsAddress.TryRead);
        return await groups.GetAsync(name, found, query.Groups, query.Filters, user, cancellationToken);
    }

    private static async Task<RowResult> GetRow(
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
        return new RowResult(await onBehalfOf.GetRowAsync(
            name, path, found.RowHeaders, request.Headers.IfNoneMatch, user, cancellationToken), found.RowPlace);
    }

    private static async Task<RowResult> ChangeRow(
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
            throw ViewFinder.Unknown(name, $"{name} does not support changing {found.View.Title}.");

        var change = await JsonBody.ReadObjectAsync(
            request, MaxChangeBytes, "The request could not be read", cancellationToken);
        return new RowResult(await onBehalfOf.PatchAsync(
            name, path, change, found.RowHeaders, request.Headers.IfMatch, user, cancellationToken), found.RowPlace);
    }

    private static T ReadQuery<T>(string api, HttpRequest request, QueryReader<T> tryRead)
        where T : class
    {
        if (request.QueryString.Value is { Length: > MaxQueryLength })
            throw QueryTooLong(api);

        return tryRead(request.Query, out var query, out var problem) ? query : throw new ProblemException(problem with { Api = api });
    }

    private static ProblemException QueryTooLong(string api) => new(new ApiProblem(
        ProblemCodes.QueryInvalid,
        StatusCodes.Status400BadRequest,
        "The query is too long",
        $"A query may have at most {MaxQueryLength} characters.",
        Api: api));

    private delegate bool QueryReader<T>(
        IEnumerable<KeyValuePair<string, StringValues>> query,
        [NotNullWhen(true)] out T? read,
        [NotNullWhen(false)] out ApiProblem? problem)
        where T : class;
}
