using System.Globalization;

namespace Portal.Contracts.Data;

/// <summary>
/// What a filter may contain. A form checks it where it can be corrected, and the backend before it becomes part of a
/// query, so that user input can only ever be a value.
/// </summary>
public static class FilterCheck
{
    private const int MaxListed = 12;

    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Why the view does not support the filter; null if it does.</summary>
    public static string? Problem(DataView view, DataFilter filter)
    {
        if (view.Columns.FirstOrDefault(c => c.Name == filter.Column) is not { } column)
            return $"{view.Title} has no column “{Short(filter.Column)}”. Remove that filter.";
        if (column.Operators?.Contains(filter.Operator, StringComparer.Ordinal) is not true || filter.Values.Count == 0)
            return $"{column.Title} cannot be filtered by “{Short(filter.Operator)}” with these values. Choose another condition.";

        if (UnknownValue(column, filter) is { } unknown)
            return $"{column.Title} is one of {Listed(column.Values ?? [])}, not “{Short(unknown)}”.";

        return filter.Values.FirstOrDefault(value => Value(column, value) is null) is { } wrong
            ? $"“{Short(wrong)}” is not a valid value for {column.Title}. Expected: {Expected(column.Type)}."
            : null;
    }

    /// <summary>The value as the column's type writes it; null if it is not one.</summary>
    public static string? Value(DataColumn column, string value)
    {
        var text = value.Trim();
        return column.Type switch
        {
            ColumnTypes.Text => value,
            ColumnTypes.WholeNumber when long.TryParse(text, Whole, CultureInfo.InvariantCulture, out _) => text,
            ColumnTypes.Number when decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out _) => text,
            ColumnTypes.Boolean when text is "true" or "false" => text,
            ColumnTypes.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out _) => text,
            ColumnTypes.Time => TimeIn(text)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // A parameter of its own can allow values that no row has, such as "all"; in an expression, the library of the API would
    // refuse the value in its own words.
    private static string? UnknownValue(DataColumn column, DataFilter filter) =>
        column is { Values: { Count: > 0 } values } && column.Operators?.Contains(FilterOperators.NotEqual, StringComparer.Ordinal) is true
            ? filter.Values.FirstOrDefault(value => !values.Contains(value, StringComparer.Ordinal))
            : null;

    private static string Listed(IReadOnlyList<string> values) =>
        string.Join(", ", values.Take(MaxListed)) + (values.Count > MaxListed ? ", …" : "");

    private static DateTimeOffset? TimeIn(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Expected(string type) => type switch
    {
        ColumnTypes.WholeNumber => "whole number",
        ColumnTypes.Number => "number, such as 1250.50",
        ColumnTypes.Boolean => "true or false",
        ColumnTypes.Date => "date, such as 2026-01-31",
        ColumnTypes.Time => "time, such as 2026-01-31T12:00:00Z",
        _ => "value to compare with",
    };

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
