using System.Globalization;
using Microsoft.Extensions.Primitives;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using static Portal.Contracts.ViewAddresses.ViewAddress;

namespace Portal.Contracts.ViewAddresses;

/// <summary>Reads and validates the parameters of a view's address.</summary>
internal static class ViewAddressReader
{
    private const int MaxColumns = 200;
    private const int MaxTextLength = 4_000;

    /// <summary>Reads one parameter; returns null if it is valid.</summary>
    public static ApiProblem? Read(ref ViewState state, string name, StringValues values)
    {
        if (name == "filter")
            return ReadFilters(ref state, values);
        if (name is not ("sort" or "search" or "top" or "skip" or "after" or "columns" or "widths" or "density" or "chart"
            or "currency" or "row" or "at"))
        {
            return null;
        }

        if (values.Count > 1)
            return Wrong($"“{name}” occurs {Text(values.Count)} times but may occur only once.");
        if (values.ToString() is not { Length: > 0 } text)
            return null;

        var maxLength = name switch
        {
            "search" => MaxSearchLength,
            "sort" or "chart" or "currency" or "row" => MaxValueLength,
            _ => MaxTextLength,
        };
        return text.Length > maxLength
            ? Wrong($"“{name}” has {Text(text.Length)} characters; the maximum is {Text(maxLength)}.")
            : ReadOne(ref state, name, text);
    }

    // Any number is accepted as top and skip, since the API knows its limits; only non-numbers are refused here.
    private static ApiProblem? ReadOne(ref ViewState state, string name, string text)
    {
        var number = 0;
        if (name is "skip" or "at" || (name == "top" && text != EveryRow))
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
                return Wrong($"“{name}” must be a whole number; it is “{Short(text)}”.");
            if (name == "at" && number < 0)
                return Wrong("“at” counts rows from 0; it is negative.");
        }

        switch (name)
        {
            case "sort":
                state = state with { Sort = SortIn(text) };
                break;
            case "search":
                state = state with { Search = text };
                break;
            case "top":
                state = text == EveryRow ? state with { All = true } : state with { Top = number };
                break;
            case "skip":
                state = state with { Skip = number };
                break;
            case "after":
                state = state with { After = text };
                break;
            case "currency":
                state = state with { Currency = text };
                break;
            case "row":
                state = state with { Row = text };
                break;
            case "at":
                state = state with { At = number };
                break;
            case "density" when text is CompactRows or "comfortable":
                state = state with { Compact = text == CompactRows };
                break;
            case "density":
                return Wrong($"“density” must be “compact” or omitted; it is “{Short(text)}”.");
            case "chart" when GroupsText.TryRead(text, out var groups):
                state = state with { Chart = groups };
                break;
            case "chart":
                return Wrong($"“chart” must be {GroupsText.Expected}; it is “{Short(text)}”.");
            case "columns":
                return ReadColumns(ref state, text);
            case "widths":
                return ReadWidths(ref state, text);
        }

        return null;
    }

    private static ApiProblem? ReadFilters(ref ViewState state, StringValues values)
    {
        if (values.Count > MaxFilters)
            return Wrong($"There are {Text(values.Count)} filters; the maximum is {Text(MaxFilters)}.");

        var filters = new List<DataFilter>();
        foreach (var value in values.Where(v => !string.IsNullOrEmpty(v)))
        {
            if (!FilterText.TryRead(value!, out var filter, out var problem))
                return problem;
            if (!filters.Any(f => FilterText.Write(f) == FilterText.Write(filter)))
                filters.Add(filter);
        }

        state = state with { Filters = filters };
        return null;
    }

    private static ApiProblem? ReadColumns(ref ViewState state, string text)
    {
        var columns = ListText.Split(text).Where(c => c.Length > 0).Distinct().ToList();
        if (columns.Count > MaxColumns)
            return Wrong($"“columns” names {Text(columns.Count)} columns; the maximum is {Text(MaxColumns)}.");

        state = state with { Columns = columns.Count > 0 ? columns : null };
        return null;
    }

    private static ApiProblem? ReadWidths(ref ViewState state, string text)
    {
        var widths = new List<ColumnWidth>();
        foreach (var part in ListText.Split(text).Distinct())
        {
            var colon = part.LastIndexOf(':');
            if (colon < 1 || !int.TryParse(part[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var pixels)
                || pixels is < ColumnWidth.Min or > ColumnWidth.Max)
            {
                return Wrong($"“widths” has “{Short(part)}”. It lists columns with their width in pixels, such as total:90, "
                    + $"between {Text(ColumnWidth.Min)} and {Text(ColumnWidth.Max)}.");
            }

            if (widths.Any(w => w.Column == part[..colon]))
                return Wrong($"“widths” has the column “{Short(part[..colon])}” more than once.");

            widths.Add(new ColumnWidth(part[..colon], pixels));
        }

        state = state with { Widths = widths };
        return null;
    }

    private static DataSort SortIn(string text) =>
        text.EndsWith(" desc", StringComparison.Ordinal) ? new DataSort(text[..^5], Descending: true)
        : text.EndsWith(" asc", StringComparison.Ordinal) ? new DataSort(text[..^4])
        : new DataSort(text);
}
