using System.Text.Json;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Components.Charts;

/// <summary>The currencies of a chart's amounts. Those in different currencies are never in one chart: they cannot be compared.</summary>
/// <param name="Column">The column with the currency; null if the amounts have none, or each series its own.</param>
/// <param name="Names">The currency with the most values first; rows without one last.</param>
internal sealed record ChartCurrencies(DataColumn? Column, IReadOnlyList<string> Names)
{
    /// <summary>Stands for the rows without a currency, also in addresses.</summary>
    public const string None = "none";

    public static ChartCurrencies Of(DataView view, IReadOnlyList<DataColumn> series, IReadOnlyList<JsonElement> rows)
    {
        var columns = series.Select(y => ColumnOf(view, y)).OfType<DataColumn>().Distinct().ToList();
        if (columns is not [var column])
            return new(null, []);

        var amounts = series.Where(y => y.Currency == column.Name).ToList();
        return new(
            column,
            [
                .. rows.Where(row => amounts.Exists(y => ChartData.Figure(row, y) is not null))
                    .GroupBy(row => NameOf(row, column), StringComparer.Ordinal)
                    .OrderBy(named => named.Key == None)
                    .ThenByDescending(named => named.Count())
                    .ThenBy(named => named.Key, StringComparer.Ordinal)
                    .Select(named => named.Key),
            ]);
    }

    /// <summary>The currency to show: <paramref name="wanted"/> if there is such a row, otherwise the first one.</summary>
    public string? Choose(string? wanted) =>
        wanted is not null && Names.Contains(wanted) ? wanted : Names.Count > 0 ? Names[0] : null;

    /// <summary>The rows of one currency; all rows if the amounts have none.</summary>
    public IReadOnlyList<JsonElement> RowsOf(IReadOnlyList<JsonElement> rows, string? name) =>
        Column is { } column && name is not null ? [.. rows.Where(row => NameOf(row, column) == name)] : rows;

    /// <summary>The currency of an amount; null if it has none.</summary>
    public static string? UnitOf(DataView view, JsonElement row, DataColumn amount) =>
        ColumnOf(view, amount) is { } column && NameOf(row, column) is var name and not None ? name : null;

    private static DataColumn? ColumnOf(DataView view, DataColumn amount) =>
        amount.Currency is { } name ? view.Columns.FirstOrDefault(c => c.Name == name) : null;

    private static string NameOf(JsonElement row, DataColumn column) => CellText.Of(row, column).Text is { Length: > 0 } name ? name : None;
}
