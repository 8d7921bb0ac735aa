using System.Text.Json.Serialization;
using AccessContract;
using Portal.Contracts.Problems;

namespace Portal.Contracts.Data;

/// <summary>All views: <c>GET /api/views</c>.</summary>
public sealed record ViewCatalog(IReadOnlyList<ApiViews> Apis);

/// <summary>The views of one downstream API, or why there are none.</summary>
/// <param name="Api">Its name in settings, as in <c>DownstreamApis:AppB</c>.</param>
/// <param name="Title">The title that its OpenAPI document gives.</param>
public sealed record ApiViews(string Api, string Title, IReadOnlyList<DataView> Views, ApiProblem? Problem = null);

/// <summary>A collection of a downstream API that the portal can show as a table.</summary>
/// <param name="Name">The route segment: <c>/data/{api}/{name}</c>.</param>
/// <param name="Required">Alternative access requirements, as published by the API; empty if it publishes none.</param>
/// <param name="Paging">How far its rows can be paged and searched.</param>
/// <param name="Row">The details of a single row; null if the API has no address for one.</param>
/// <param name="Sort">The order of the rows where the address names none and nothing is searched; null for the API's own.</param>
/// <param name="CanGroup">Whether the API computes values of groups of rows.</param>
/// <param name="Version">Changes with the view. Each page of rows names it, so that open pages notice that the API was changed.</param>
public sealed record DataView(
    string Name,
    string Title,
    string? Description,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<AccessAlternative> Required,
    DataPaging Paging,
    RowView? Row = null,
    DataChart? Chart = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DataSort? Sort = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool CanGroup = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version = null);

/// <summary>The limits of a view's pages.</summary>
/// <param name="MaxTop">The maximum page size; null if the API states none.</param>
/// <param name="MaxSkip">The largest number of rows that can be skipped; 0 if pages follow one another only.</param>
/// <param name="CountBound">Counting stops at this number, which then means this many or more.</param>
public sealed record DataPaging(int? MaxTop = null, int MaxSkip = 0, long? CountBound = null, bool CanSearch = false);

/// <summary>
/// A column with the type from the API's document. What it does not have is not written, because every page hands all
/// columns to its circuit.
/// </summary>
/// <param name="Name">The JSON property.</param>
/// <param name="Type">One of <see cref="ColumnTypes"/>.</param>
/// <param name="Values">The values of an enumeration.</param>
/// <param name="Decimals">The fixed number of decimals, such as 2 for money; null if it varies.</param>
/// <param name="Operators">The <see cref="FilterOperators"/> that the API supports for it; null if it cannot be filtered.</param>
/// <param name="Hidden">Hidden by default.</param>
/// <param name="Columns">The columns of the objects in a <see cref="ColumnTypes.List"/>.</param>
/// <param name="Currency">The column with the currency of this amount.</param>
/// <param name="Reference">The row of another view that this column names.</param>
/// <param name="IsMonth">Its days stand for months: 2026-03-01, or 2026-03, is March 2026.</param>
public sealed record DataColumn(
    string Name,
    string Title,
    string Type,
    string? Description,
    bool Sortable,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Values = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Decimals = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Operators = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Hidden = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DataColumn>? Columns = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Currency = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ColumnReference? Reference = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsMonth = false)
{
    /// <summary>The qualified name of an OData enumeration, which its literals begin with; null for any other column.</summary>
    [JsonIgnore]
    public string? EnumerationType { get; init; }

    /// <summary>The value of every row, if the document allows only one: the currency of an API with one currency.</summary>
    [JsonIgnore]
    public string? OnlyValue { get; init; }
}

/// <summary>A row of another view of the same API.</summary>
/// <param name="Column">The column with its key: <c>customerId</c>, also for <c>customerName</c>.</param>
public sealed record ColumnReference(string View, string Column);

/// <summary>The types of column values.</summary>
public static class ColumnTypes
{
    public const string Text = "string";
    public const string WholeNumber = "integer";
    public const string Number = "number";
    public const string Boolean = "boolean";
    public const string Date = "date";
    public const string Time = "date-time";
    public const string TimeOfDay = "time";
    public const string Duration = "duration";
    public const string Uuid = "uuid";
    public const string List = "list";
    public const string Other = "other";
}

/// <summary>The operators of a filter, as named by OData.</summary>
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

/// <summary>A single row and how it can be changed: <c>GET</c> and <c>PATCH /api/data/{api}/{view}/{key}</c>.</summary>
/// <param name="Key">The column whose value identifies a row.</param>
/// <param name="Columns">All columns of the row, including lists of objects.</param>
/// <param name="Change">The change that the API supports; null if it supports none.</param>
public sealed record RowView(
    string Key,
    IReadOnlyList<DataColumn> Columns,
    IReadOnlyList<AccessAlternative> Required,
    RowChange? Change = null);

/// <summary>A change to some of a row's values.</summary>
/// <param name="Versioned">The change requires the row's version (If-Match).</param>
/// <param name="Irreversible">The row cannot be set to its earlier values again.</param>
public sealed record RowChange(
    string Title,
    string? Description,
    IReadOnlyList<ChangeField> Fields,
    IReadOnlyList<AccessAlternative> Required,
    bool Versioned,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Irreversible = false);

/// <summary>A value that can be changed.</summary>
/// <param name="Values">The values of an enumeration.</param>
/// <param name="ValuesFrom">The property of the row that lists the values currently allowed for it.</param>
public sealed record ChangeField(
    string Name,
    string Title,
    string Type,
    string? Description,
    bool Required,
    IReadOnlyList<string>? Values = null,
    string? ValuesFrom = null);

/// <summary>How the rows are drawn as a chart.</summary>
/// <param name="Type">One of <see cref="ChartTypes"/>.</param>
/// <param name="X">The column along the axis.</param>
/// <param name="Y">The columns drawn, each a series.</param>
public sealed record DataChart(string Type, string X, IReadOnlyList<string> Y);

public static class ChartTypes
{
    public const string Bar = "bar";
    public const string Line = "line";
}
