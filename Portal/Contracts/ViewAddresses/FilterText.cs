using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Contracts.ViewAddresses;

/// <summary>A filter as written in an address: <c>total ge 100</c>, <c>status in New,Paid</c>, <c>customerName startswith A</c>.</summary>
internal static class FilterText
{
    private static readonly string[] Operators =
    [
        FilterOperators.Equal, FilterOperators.NotEqual, FilterOperators.Greater, FilterOperators.GreaterOrEqual,
        FilterOperators.Less, FilterOperators.LessOrEqual, FilterOperators.In, FilterOperators.StartsWith, FilterOperators.Contains,
    ];

    // A space in a column name is rare and is escaped with a backslash.
    public static string Write(DataFilter filter) =>
        $"{ListText.Join([filter.Column], ' ')} {filter.Operator} "
        + (filter.Operator == FilterOperators.In ? ListText.Join(filter.Values) : filter.Values is [var value, ..] ? value : "");

    public static bool TryRead(
        string text, [NotNullWhen(true)] out DataFilter? filter, [NotNullWhen(false)] out ApiProblem? problem)
    {
        filter = null;
        var (column, condition) = ListText.First(text, ' ');
        var (word, value) = condition?.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space
            ? (condition[..space], condition[(space + 1)..])
            : (null, null);
        if (column.Length == 0 || word is null || value is null)
            problem = Wrong(text, "A filter is a column, an operator and a value, such as “total ge 100”.");
        else if (!Operators.Contains(word, StringComparer.Ordinal))
            problem = Wrong(text, $"“{ViewAddress.Short(word)}” is not an operator. Operators are {string.Join(", ", Operators)}.");
        else
            problem = Limits(text, filter = new DataFilter(column, word, word == FilterOperators.In ? ListText.Split(value) : [value]));

        return problem is null;
    }

    private static ApiProblem? Limits(string text, DataFilter filter)
    {
        if (filter.Values.Count is 0 or > ViewAddress.MaxValues)
            return Wrong(text, $"It lists {Number(filter.Values.Count)} values; 1 to {Number(ViewAddress.MaxValues)} are allowed.");
        if (filter.Column.Length > ViewAddress.MaxValueLength || filter.Values.Any(v => v.Length > ViewAddress.MaxValueLength))
            return Wrong(text, $"A value may have at most {Number(ViewAddress.MaxValueLength)} characters.");

        return null;
    }

    private static ApiProblem Wrong(string text, string why) =>
        ViewAddress.Wrong($"The filter “{ViewAddress.Short(text)}” cannot be read. {why}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
