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
        ];

        Assert.Equal(changed.Length, changed.Select(VersionOf).Distinct(StringComparer.Ordinal).Count());
    }

    private static string? VersionOf(DataView view) =>
        ViewVersions.Apply(new ApiContract("AppB", [new ContractView(view, "/orders", new DataProtocol())])).Views[0].View.Version;

    private static DataColumn Column(string name) => new(name, name, ColumnTypes.Number, null, Sortable: true);
}
