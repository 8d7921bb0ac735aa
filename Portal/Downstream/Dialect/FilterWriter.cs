using System.Globalization;
using Portal.Contracts.Data;

namespace Portal.Downstream.Dialect;

/// <summary>
/// Writes filters as one OData expression, or as one parameter each. Every value is checked against its column's type
/// first, so that user input can only ever be a value in an expression.
/// </summary>
internal static class FilterWriter
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static IEnumerable<(string Name, string Value)> Write(DataView view, IReadOnlyList<DataFilter> filters)
    {
        var conditions = filters.Select(filter => (Filter: filter, Column: Find(view, filter))).ToList();
        if (conditions.Count == 0)
            return [];

        return view.Protocol.Filter is { } name
            ? [(name, string.Join(" and ", conditions.Select(c => Condition(c.Column, c.Filter))))]
            : conditions.SelectMany(c => c.Filter.Values.Select(value => (c.Column.Name, Checked(c.Column, value))));
    }

    private static DataColumn Find(DataView view, DataFilter filter)
    {
        var column = view.Columns.FirstOrDefault(c => c.Name == filter.Column)
            ?? throw QueryProblems.NoSuchColumn(view.Title, filter.Column);
        return column.Operators?.Contains(filter.Operator, StringComparer.Ordinal) is true && filter.Values.Count > 0
            ? column
            : throw QueryProblems.CannotFilter(column.Title, filter.Operator);
    }

    private static string Condition(DataColumn column, DataFilter filter) => filter.Operator switch
    {
        FilterOperators.In => $"{column.Name} in ({string.Join(',', filter.Values.Select(v => Literal(column, v)))})",
        FilterOperators.StartsWith or FilterOperators.Contains =>
            $"{filter.Operator}({column.Name},{Literal(column, filter.Values[0])})",
        _ => $"{column.Name} {filter.Operator} {Literal(column, filter.Values[0])}",
    };

    private static string Literal(DataColumn column, string value) => column.Type == ColumnTypes.Text
        ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
        : Checked(column, value);

    private static string Checked(DataColumn column, string value)
    {
        var text = value.Trim();
        return column.Type switch
        {
            ColumnTypes.WholeNumber when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => text,
            ColumnTypes.Number when decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out _) => text,
            ColumnTypes.Boolean when text is "true" or "false" => text,
            ColumnTypes.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out _) => text,
            ColumnTypes.Time when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
                time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ColumnTypes.Text => value,
            _ => throw QueryProblems.InvalidValue(column, value),
        };
    }
}
