using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Data;

/// <summary>
/// What a filter may contain. A form checks it where it can be corrected, and the backend before it becomes part of a
/// query, so that user input can only ever be a value.
/// </summary>
public static partial class FilterCheck
{
    private const int MaxListed = 12;

    private static readonly string[] TimesOfDay = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

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
            ColumnTypes.WholeNumber when NumberText.IsWhole(text) => text.TrimStart('+'),
            ColumnTypes.Number when NumberText.IsNumber(text) => text.TrimStart('+'),
            ColumnTypes.Boolean when text is "true" or "false" => text,
            ColumnTypes.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out _) => text,
            ColumnTypes.Time => TimeIn(text)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            ColumnTypes.TimeOfDay when TimeOnly.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, default, out _) => text,
            ColumnTypes.Duration when IsDuration(text) => text,
            ColumnTypes.Uuid when Guid.TryParseExact(text, "D", out _) => text,
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

    private static bool IsDuration(string text) => text.Length > 2 && !text.EndsWith('T') && Duration().IsMatch(text);

    // ISO 8601
    [GeneratedRegex(
        @"^[+-]?P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    private static string Expected(string type) => type switch
    {
        ColumnTypes.WholeNumber => "whole number",
        ColumnTypes.Number => "number, such as 1250.50",
        ColumnTypes.Boolean => "true or false",
        ColumnTypes.Date => "date, such as 2026-01-31",
        ColumnTypes.Time => "time, such as 2026-01-31T12:00:00Z",
        ColumnTypes.TimeOfDay => "time of day, such as 08:30",
        ColumnTypes.Duration => "duration, such as PT1H30M or P2D",
        ColumnTypes.Uuid => "identifier, such as 01234567-89ab-cdef-0123-456789abcdef",
        _ => "value to compare with",
    };

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
