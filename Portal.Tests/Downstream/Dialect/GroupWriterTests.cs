using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.Tests.Downstream.Dialect;

/// <summary>Groups as OData's $apply writes them.</summary>
public sealed class GroupWriterTests
{
    private static readonly DataView View = new(
        "orders",
        "Orders",
        null,
        [
            Column("id", ColumnTypes.WholeNumber),
            Column("status", ColumnTypes.Text) with { Values = ["Draft", "Sent"] },
            Column("placedOn", ColumnTypes.Date),
            Column("seen", ColumnTypes.Time),
            Column("total", ColumnTypes.Number),
        ],
        [],
        new DataPaging(),
        CanGroup: true);

    private static readonly ContractView Orders =
        new(View, "/orders", new DataProtocol(Filter: "$filter", Apply: "$apply")) { Required = [new("api-version", "2")] };

    [Theory]
    [InlineData("status", null, "count", null, "groupby((status),aggregate($count as groupValue))")]
    [InlineData("status", "month", "sum", "total", "groupby((status),aggregate(total with sum as groupValue))")]
    [InlineData("placedOn", "day", "count", null, "groupby((placedOn),aggregate($count as groupValue))")]
    [InlineData("placedOn", "year", "max", "total", "compute(year(placedOn) as groupYear)/groupby((groupYear),aggregate(total with max as groupValue))")]
    [InlineData("placedOn", "month", "count", null, "compute(year(placedOn) as groupYear,month(placedOn) as groupMonth)/groupby((groupYear,groupMonth),aggregate($count as groupValue))")]
    [InlineData("seen", "day", "count", null, "compute(year(seen) as groupYear,month(seen) as groupMonth,day(seen) as groupDay)/groupby((groupYear,groupMonth,groupDay),aggregate($count as groupValue))")]
    public void Groups_are_one_option(string by, string? period, string method, string? of, string apply) => Assert.Equal(
        $"/orders?$apply={Uri.EscapeDataString(apply)}&api-version=2", Write(new DataGroups(by, period, method, of)));

    [Fact]
    public void Filters_come_before_the_groups() => Assert.StartsWith(
        $"/orders?$apply={Uri.EscapeDataString("filter(status in ('Draft','Sent') and total gt 5)/groupby(")}",
        Write(new DataGroups("status", null, GroupMethods.Count, null), new("status", "in", ["Draft", "Sent"]), new("total", "gt", ["5"])),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("id", null)]
    [InlineData("total", null)]
    [InlineData("unknown", null)]
    [InlineData("status),aggregate(id", null)]
    [InlineData("status", "id")]
    [InlineData("status", "status")]
    [InlineData("status", "total with sum as x,total")]
    public void Only_columns_of_the_view_reach_the_api(string by, string? of) => Assert.Throws<ProblemException>(
        () => Write(new DataGroups(by, null, of is null ? GroupMethods.Count : GroupMethods.Sum, of)));

    [Fact]
    public void View_of_an_api_without_the_option_cannot_be_grouped() => Assert.Throws<ProblemException>(
        () => GroupWriter.Write(Orders with { Protocol = new DataProtocol() }, new DataGroups("status", null, GroupMethods.Count, null), []));

    private static string Write(DataGroups groups, params DataFilter[] filters) => GroupWriter.Write(Orders, groups, filters);

    private static DataColumn Column(string name, string type) =>
        new(name, name, type, null, Sortable: true, Operators: ["eq", "in", "gt"]);
}
