using System.Globalization;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Data;

/// <summary>A view that uses every table feature and has more than 10 000 rows.</summary>
internal static class GridSamples
{
    private static readonly string[] Ordered = ["eq", "ne", "gt", "ge", "lt", "le", "in"];

    public static readonly DataView Orders = new("orders", "Orders", null,
    [
        new DataColumn("id", "Id", ColumnTypes.WholeNumber, null, Sortable: true, Operators: Ordered, Hidden: true),
        new DataColumn(
            "number", "Number", ColumnTypes.Text, null, Sortable: true, Operators: ["eq", "ne", "in", "startswith"]),
        new DataColumn(
            "status",
            "Status",
            ColumnTypes.Text,
            null,
            Sortable: true,
            ["New", "Paid", "Sent"],
            Operators: ["eq", "ne", "in"]),
        new DataColumn("placedOn", "Placed on", ColumnTypes.Date, null, Sortable: true, Operators: Ordered),
        new DataColumn("total", "Total", ColumnTypes.Number, null, Sortable: true, Operators: Ordered),
        new DataColumn("note", "Note", ColumnTypes.Text, null, Sortable: false),
    ],
    [Samples.UserDemand],
    Samples.OData.Paging,
    new RowView("id", [], [Samples.UserDemand]));

    public static ViewCatalog CatalogOf(DataView view) => new([new ApiViews("AppB", "Orders API", [view])]);

    /// <summary>Rows by zero-based index.</summary>
    public static RowsBody Page(int from, int rows, long? count = 10_001, string? token = null) => Samples.Body(
        Enumerable.Range(from, rows).Select(Row), token is null ? null : $"?skip={from + rows}&after={token}", count);

    private static object Row(int i) => new
    {
        id = i + 1,
        number = string.Create(CultureInfo.InvariantCulture, $"ORD-{i + 1}"),
        status = "New",
        placedOn = "2026-01-31",
        total = 10.5m,
        note = "plain",
    };
}
