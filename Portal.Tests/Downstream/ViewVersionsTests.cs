using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;

namespace Portal.Tests.Downstream;

public sealed class ViewVersionsTests
{
    private static readonly DataView View = new("orders", "Orders", null, [Column("id"), Column("total")], [], new DataPaging());

    [Fact]
    public void Version_is_the_same_as_long_as_the_view_is() => Assert.Equal(VersionOf(View), VersionOf(View with { Columns = [Column("id"), Column("total")] }));

    [Fact]
    public void Any_change_of_the_view_changes_it()
    {
        DataView[] changed =
        [
            View,
            View with { Title = "All orders" },
            View with { Columns = [Column("id"), Column("amount")] },
            View with { Columns = [Column("total"), Column("id")] },
            View with { Columns = [Column("id"), Column("total") with { Type = ColumnTypes.Text }] },
            View with { Paging = new DataPaging(MaxTop: 10) },
            View with { CanGroup = true },
            View with { Columns = [Column("id"), Column("total") with { OnlyValue = "EUR" }] },
            View with { Columns = [Column("id"), Column("total") with { EnumerationType = "Shop.Size" }] },
        ];

        Assert.Equal(changed.Length, changed.Select(VersionOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Headers_of_a_row_change_it()
    {
        var view = new ContractView(View, "/orders", new DataProtocol());

        Assert.NotEqual(VersionOf(view), VersionOf(view with { RowHeaders = [KeyValuePair.Create("Api-Version", "2")] }));
    }

    private static string? VersionOf(DataView view) => VersionOf(new ContractView(view, "/orders", new DataProtocol()));

    private static string? VersionOf(ContractView view) => ViewVersions.Apply(new ApiContract("AppB", [view])).Views[0].View.Version;

    private static DataColumn Column(string name) => new(name, name, ColumnTypes.Number, null, Sortable: true);
}
