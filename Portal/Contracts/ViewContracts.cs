namespace Portal.Contracts;

/// <summary>All that can be browsed: <c>GET /api/views</c>.</summary>
public sealed record ViewCatalog(IReadOnlyList<ApiViews> Apis);

/// <summary>The views of one downstream API, or why there are none.</summary>
/// <param name="Api">Its name in settings, as in <c>DownstreamApis:AppB</c>.</param>
/// <param name="Title">The title that its OpenAPI document gives.</param>
public sealed record ApiViews(string Api, string Title, IReadOnlyList<DataView> Views, ApiProblem? Problem = null);

/// <summary>A collection of a downstream API that the portal can show as a table.</summary>
/// <param name="Name">The route segment: <c>/data/{api}/{name}</c>.</param>
/// <param name="Required">Ways in, as the API publishes them; empty when it publishes none.</param>
public sealed record DataView(
    string Name,
    string Title,
    string? Description,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<AccessDemand> Required);

/// <summary>A column, typed as the API's document types it.</summary>
/// <param name="Name">The JSON property.</param>
/// <param name="Decimals">How many decimals every value has, as an amount of money does; null where they vary.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c>, <c>date-time</c> or <c>other</c>.</param>
public sealed record DataColumn(
    string Name,
    string Title,
    string Type,
    string? Description,
    bool Sortable,
    IReadOnlyList<string>? Values = null,
    int? Decimals = null);
