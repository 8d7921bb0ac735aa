using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Tests.Components;

namespace Portal.Tests.Downstream;

/// <summary>What a view shows first, and how its rows are related, where neither document nor settings say it.</summary>
public sealed class ViewDefaultsTests
{
    private static readonly DataColumn[] OrderColumns =
    [
        Column("id", ColumnTypes.WholeNumber), Column("note", ColumnTypes.Text), Column("customerId", ColumnTypes.WholeNumber),
        Column("currency", ColumnTypes.Text), Column("total", ColumnTypes.Number), Column("shippedOn", ColumnTypes.Date),
        Column("status", ColumnTypes.Text) with { Values = ["New"] }, Column("customerName", ColumnTypes.Text),
        Column("number", ColumnTypes.Text),
    ];

    private static readonly ContractView Customers = View("customers", "id", [Column("id", ColumnTypes.WholeNumber), Column("name", ColumnTypes.Text)]);

    [Fact]
    public void Names_come_before_one_id_then_date_status_and_amount()
    {
        var orders = Defaults(View("orders", "id", OrderColumns), Customers);

        Assert.Equal(
            ["number", "customerName", "id", "shippedOn", "status", "total", "note", "customerId", "currency"],
            orders.Columns.Select(c => c.Name));
        Assert.Equal(["customerId"], orders.Columns.Where(c => c.Hidden).Select(c => c.Name));
    }

    [Fact]
    public void Id_of_another_row_stays_visible_where_nothing_else_names_that_row()
    {
        var posts = Defaults(View("posts", "id", [Column("id", ColumnTypes.WholeNumber), Column("customerId", ColumnTypes.WholeNumber)]), Customers);

        Assert.DoesNotContain(posts.Columns, c => c.Hidden);
        Assert.Equal(new ColumnReference("customers", "customerId"), posts.Columns[1].Reference);
    }

    [Fact]
    public void Rows_without_name_and_address_are_named_by_their_date()
    {
        var sales = Defaults(View("sales", key: null, [Column("id", ColumnTypes.WholeNumber), Column("month", ColumnTypes.Date), Column("revenue", ColumnTypes.Number)]));

        Assert.Equal(["month", "id", "revenue"], sales.Columns.Select(c => c.Name));
        Assert.True(sales.Columns[0].IsMonth);
    }

    [Fact]
    public void Order_is_newest_first()
    {
        Assert.Equal(new DataSort("shippedOn", Descending: true), Defaults(View("orders", "id", OrderColumns)).Sort);
        Assert.Null(Defaults(View("orders", "id", [.. OrderColumns.Select(c => c with { Sortable = false })])).Sort);
        Assert.Null(Defaults(View("orders", "id", OrderColumns) with
        {
            Protocol = Samples.OData with { SortStyle = SortStyles.AscendingOnly },
        }).Sort);
    }

    [Fact]
    public void Document_determines_first_columns_and_order()
    {
        var orders = Defaults(View("orders", "id", OrderColumns) with
        {
            Hints = new ViewHints(["note", "total", "unknown"], new DataSort("number")),
        });

        Assert.Equal(["note", "total", "number"], orders.Columns.Take(3).Select(c => c.Name));
        Assert.Equal(new DataSort("number"), orders.Sort);
    }

    [Theory]
    [InlineData("total desc", "total", true)]
    [InlineData("number", "number", false)]
    [InlineData("none", null, false)]
    [InlineData("colour", "shippedOn", true)]
    public void Settings_determine_the_order(string setting, string? column, bool descending)
    {
        var unknown = new List<string>();
        var contract = ViewDefaults.Apply(new ApiContract("Api", [View("orders", "id", OrderColumns)]));

        var orders = ViewOverrides.Apply(
            contract, new Dictionary<string, ViewSettings> { ["orders"] = new() { Sort = setting } }, unknown.Add).Views[0].View;

        Assert.Equal(column is null ? null : new DataSort(column, descending), orders.Sort);
        Assert.Equal(setting == "colour" ? ["orders:Sort"] : [], unknown);
    }

    [Fact]
    public void Column_that_settings_name_is_shown()
    {
        var contract = ViewDefaults.Apply(new ApiContract("Api", [View("orders", "id", OrderColumns), Customers]));

        var settings = new ViewSettings { Columns = { "customerId" } };
        var orders = ViewOverrides.Apply(contract, new Dictionary<string, ViewSettings> { ["orders"] = settings }, _ => { }).Views[0].View;

        Assert.Equal(("customerId", false), (orders.Columns[0].Name, orders.Columns[0].Hidden));
    }

    [Fact]
    public void Amount_has_the_currency_of_its_row()
    {
        var orders = Defaults(View("orders", "id", OrderColumns));

        Assert.Equal(["total"], orders.Columns.Where(c => c.Currency == "currency").Select(c => c.Name));
    }

    [Fact]
    public void Id_and_name_refer_to_the_row_of_another_view()
    {
        var orders = Defaults(View("v2-orders", "id", OrderColumns), View("v2-customers", "id", Customers.View.Columns));

        Assert.Equal(
            ["customerName", "customerId"],
            orders.Columns.Where(c => c.Reference == new ColumnReference("v2-customers", "customerId")).Select(c => c.Name));
    }

    [Fact]
    public void View_without_rows_of_their_own_or_with_another_kind_of_key_is_not_referred_to()
    {
        var orders = View("orders", "id", OrderColumns);

        Assert.DoesNotContain(Defaults(orders, View("customers", key: null, Customers.View.Columns)).Columns, c => c.Reference is not null);
        Assert.DoesNotContain(
            Defaults(orders, View("customers", "id", [Column("id", ColumnTypes.Text)])).Columns, c => c.Reference is not null);
    }

    [Fact]
    public void Document_names_the_view_that_a_column_refers_to()
    {
        DataColumn[] columns =
            [Column("id", ColumnTypes.WholeNumber), Column("buyer", ColumnTypes.WholeNumber) with { Reference = new("customers", "buyer") }];

        var orders = Defaults(View("orders", "id", columns), Customers);

        Assert.Equal(new ColumnReference("customers", "buyer"), orders.Columns[1].Reference);
    }

    private static DataView Defaults(params ContractView[] views) => ViewDefaults.Apply(new ApiContract("Api", views)).Views[0].View;

    private static ContractView View(string name, string? key, IReadOnlyList<DataColumn> columns) => new(
        new DataView(name, name, null, columns, [], Samples.OData.Paging, key is null ? null : new RowView(key, columns, [])),
        $"/{name}",
        Samples.OData);

    private static DataColumn Column(string name, string type) => new(name, name, type, null, Sortable: true);
}
