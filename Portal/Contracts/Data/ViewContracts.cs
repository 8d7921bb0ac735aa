using Portal.Contracts.Problems;

namespace Portal.Contracts.Data;

/// <summary>All that can be browsed: <c>GET /api/views</c>.</summary>
public sealed record ViewCatalog(IReadOnlyList<ApiViews> Apis);

/// <summary>The views of one downstream API, or why there are none.</summary>
/// <param name="Api">Its name in settings, as in <c>DownstreamApis:AppB</c>.</param>
/// <param name="Title">The title that its OpenAPI document gives.</param>
public sealed record ApiViews(string Api, string Title, IReadOnlyList<DataView> Views, ApiProblem? Problem = null);

/// <summary>A collection of a downstream API that the portal can show as a table.</summary>
/// <param name="Name">The route segment: <c>/data/{api}/{name}</c>.</param>
/// <param name="Required">Alternatives in, as the API publishes them; empty when it publishes none.</param>
/// <param name="Protocol">How it is asked and how it answers.</param>
/// <param name="Row">What one row is on its own; null when the API has no address for one.</param>
public sealed record DataView(
    string Name,
    string Title,
    string? Description,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<AccessDemand> Required,
    DataProtocol Protocol,
    RowView? Row = null,
    DataChart? Chart = null);

/// <summary>A column, typed as the API's document types it.</summary>
/// <param name="Name">The JSON property.</param>
/// <param name="Type">One of <see cref="ColumnTypes"/>.</param>
/// <param name="Values">The only values there are, for an enumeration.</param>
/// <param name="Decimals">How many decimals every value has, as an amount of money does; null where they vary.</param>
/// <param name="Operators">What the API can filter it by: words of <see cref="FilterOperators"/>; null when it cannot.</param>
/// <param name="Hidden">Not shown until the user asks for it.</param>
/// <param name="Columns">The columns of the objects in a <see cref="ColumnTypes.List"/>.</param>
public sealed record DataColumn(
    string Name,
    string Title,
    string Type,
    string? Description,
    bool Sortable,
    IReadOnlyList<string>? Values = null,
    int? Decimals = null,
    IReadOnlyList<string>? Operators = null,
    bool Hidden = false,
    IReadOnlyList<DataColumn>? Columns = null);

/// <summary>What the values of a column are.</summary>
public static class ColumnTypes
{
    public const string Text = "string";
    public const string WholeNumber = "integer";
    public const string Number = "number";
    public const string Boolean = "boolean";
    public const string Date = "date";
    public const string Time = "date-time";
    public const string List = "list";
    public const string Other = "other";
}

/// <summary>The operators of a filter, in OData's words.</summary>
public static class FilterOperators
{
    public const string Equal = "eq";
    public const string NotEqual = "ne";
    public const string Greater = "gt";
    public const string GreaterOrEqual = "ge";
    public const string Less = "lt";
    public const string LessOrEqual = "le";
    public const string In = "in";
    public const string StartsWith = "startswith";
    public const string Contains = "contains";
}

/// <summary>One row on its own, and what can be done to it: <c>GET</c> and <c>PATCH /api/data/{api}/{view}/{key}</c>.</summary>
/// <param name="Key">The column whose value names a row.</param>
/// <param name="Columns">All that is known of it, lists of parts included.</param>
/// <param name="Change">The change that the API takes; null when it takes none.</param>
public sealed record RowView(
    string Key,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<AccessDemand> Required,
    RowChange? Change = null);

/// <summary>A change of some of a row's values.</summary>
/// <param name="Versioned">Only the version that was seen may be changed (If-Match).</param>
public sealed record RowChange(
    string Title,
    string? Description,
    IReadOnlyList<ChangeField> Fields,
    IReadOnlyList<AccessDemand> Required,
    bool Versioned);

/// <summary>A value that can be changed.</summary>
/// <param name="Values">The only values there are, for an enumeration.</param>
/// <param name="ValuesFrom">The property of the row that lists which of them this row may take now.</param>
public sealed record ChangeField(
    string Name,
    string Title,
    string Type,
    string? Description,
    bool Required,
    IReadOnlyList<string>? Values = null,
    string? ValuesFrom = null);

/// <summary>How the rows are drawn.</summary>
/// <param name="Type">One of <see cref="ChartTypes"/>.</param>
/// <param name="X">The column along the axis.</param>
/// <param name="Y">The columns drawn, each a series.</param>
public sealed record DataChart(string Type, string X, IReadOnlyList<string> Y);

public static class ChartTypes
{
    public const string Bar = "bar";
    public const string Line = "line";
}
