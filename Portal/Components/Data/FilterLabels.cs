using System.Globalization;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Components.Data;

/// <summary>Filters as readable text: <c>Total at least 100</c>, <c>Status is New or Paid</c>.</summary>
internal static class FilterLabels
{
    private const int LongValue = 40;
    private const string DayFormat = "yyyy-MM-dd";

    public static string Of(DataFilter filter, IReadOnlyList<DataColumn> columns, VisitorCulture visitor)
    {
        var column = columns.FirstOrDefault(c => c.Name == filter.Column)
            ?? new DataColumn(filter.Column, filter.Column, ColumnTypes.Other, null, Sortable: false);
        var verb = filter.Operator == FilterOperators.In ? "is" : Operator(filter.Operator, column);
        return $"{SafeText.Visible(column.Title)} {verb} {Or(filter.Values.Select(v => Value(v, column, visitor)).ToList())}";
    }

    public static string Operator(string name, DataColumn column)
    {
        var days = column.Type is ColumnTypes.Date or ColumnTypes.Time;
        var letters = column.Type is ColumnTypes.Text or ColumnTypes.TimeOfDay;
        return name switch
        {
            FilterOperators.Equal => "is",
            FilterOperators.NotEqual => "is not",
            FilterOperators.In => "is one of",
            FilterOperators.StartsWith => "begins with",
            FilterOperators.Contains => "contains",
            FilterOperators.Greater => days || letters ? "after" : "more than",
            FilterOperators.GreaterOrEqual => days ? "on or after" : letters ? "from" : "at least",
            FilterOperators.Less => days || letters ? "before" : "less than",
            FilterOperators.LessOrEqual => days ? "on or before" : letters ? "up to" : "at most",
            _ => name,
        };
    }

    /// <summary>A value of a column with fixed values.</summary>
    public static string Choice(string value) => value switch
    {
        "true" => "Yes",
        "false" => "No",
        _ => SafeText.Visible(value),
    };

    private static string Value(string value, DataColumn column, VisitorCulture visitor)
    {
        var text = SafeText.Visible(value.Length > LongValue ? value[..LongValue] + "…" : value);
        return column switch
        {
            { Type: ColumnTypes.Boolean } => Choice(value),
            { IsMonth: true } when MonthText.Of(value) is { } month => MonthText.Name(month, visitor.Dates),
            { Type: ColumnTypes.Text, Values: null } or { Type: ColumnTypes.Other } => $"“{text}”",
            _ when CellText.IsNumeric(column) && NumberText.IsNumber(value) =>
                CellText.Number(value, column with { Decimals = null }, visitor.Numbers),
            { Type: ColumnTypes.Date } when DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, default, out var day) =>
                visitor.Dates.Day(day),
            { Type: ColumnTypes.Time } => Moment(value, visitor.Dates) ?? $"{text.Replace('T', ' ').TrimEnd('Z')} UTC",
            _ => text,
        };
    }

    // Null for a fraction of a second, which the text would leave out.
    private static string? Moment(string value, VisitorDates dates) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && moment.Ticks % TimeSpan.TicksPerSecond == 0
            ? dates.Moment(moment)
            : null;

    private static string Or(List<string> values) => values.Count switch
    {
        0 => "nothing",
        1 => values[0],
        _ => $"{string.Join(", ", values.Take(values.Count - 1))} or {values[^1]}",
    };
}
