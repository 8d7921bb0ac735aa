using AccessContract;
using Portal.Contracts.Access;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components;

/// <summary>A view with row details and a change, like the orders of AppB.</summary>
internal static class RowSamples
{
    public const string Address = "/api/data/AppB/orders/7";
    public const string Patch = "PATCH " + Address;

    public const string MissingSales = "The token lacks the role Reports.Read.";

    public static readonly string[] Statuses = ["New", "Paid", "Shipped", "Delivered", "Cancelled"];

    public static readonly RowChange ChangeStatus = new(
        "Change an order's status",
        null,
        [
            new ChangeField(
                "status", "Status", ColumnTypes.Text, "The new status.", Required: true, Statuses, "nextStatuses"),
        ],
        [new AccessAlternative(TokenKind.User, ["access_as_user"], ["Orders.Write"])],
        Versioned: true);

    public static readonly RowView Row = new(
        "id",
        [
            Column("id", ColumnTypes.WholeNumber),
            Column("number", ColumnTypes.Text) with { Title = "Number", Description = "The number that people use." },
            Column("status", ColumnTypes.Text) with { Title = "Status", Values = Statuses },
            Column("nextStatuses", ColumnTypes.Other) with { Title = "Next statuses" },
            Column("total", ColumnTypes.Number) with { Title = "Total", Decimals = 2 },
            Column("note", ColumnTypes.Text) with { Title = "Note" },
            Column("lines", ColumnTypes.List) with
            {
                Title = "Lines",
                Columns =
                [
                    Column("sku", ColumnTypes.Text) with { Title = "Sku" },
                    Column("quantity", ColumnTypes.WholeNumber) with { Title = "Quantity" },
                ],
            },
        ],
        [Samples.UserDemand],
        ChangeStatus);

    public static readonly DataView Orders = new(
        "orders", "Orders", "Every order.",
        [
            Column("id", ColumnTypes.WholeNumber),
            Column("number", ColumnTypes.Text),
            Column("total", ColumnTypes.Number),
        ],
        [Samples.UserDemand],
        Samples.OData.Paging,
        Row);

    public static readonly ViewCatalog Catalog = new(
        [new ApiViews("AppB", "Orders API", [Orders, Orders with { Name = "sales", Title = "Sales", Row = null }])]);

    public static object Order(string status = "New", string[]? next = null, string? note = null) => new
    {
        id = 7,
        number = "ORD-7",
        status,
        nextStatuses = next ?? ["Paid", "Cancelled"],
        total = 1250m,
        note,
        lines = new[] { new { sku = "PAP-1", quantity = 2 }, new { sku = "FUR-9", quantity = 12_000 } },
    };

    /// <summary>
    /// Access for Alice: everything is allowed, except changes if <paramref name="missing"/> is given.
    /// </summary>
    public static AccessReport Access(string? missing = null, bool sales = true) => Inspections.Report(Inspections.AppB(
    [
        Inspections.Operation("orders", "Orders"),
        Inspections.Operation("orders.row", "Orders: one row"),
        Inspections.Operation("orders.change", "Orders: Change an order's status", missing),
        Inspections.Operation("sales", "Sales", sales ? null : MissingSales),
    ]));

    private static DataColumn Column(string name, string type) => new(name, name, type, null, Sortable: false);
}
