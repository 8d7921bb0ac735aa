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
            Column("total", ColumnTypes.Number) with { Currency = "currency" },
            Column("weight", ColumnTypes.Number),
            Column("currency", ColumnTypes.Text),
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
    [InlineData("status", null, "groupby((status,currency),aggregate(")]
    [InlineData("placedOn", "year", "compute(year(placedOn) as groupYear)/groupby((groupYear,currency),aggregate(")]
    [InlineData("currency", null, "groupby((currency),aggregate(")]
    public void Amounts_are_grouped_by_their_currency_too(string by, string? period, string start) => Assert.StartsWith(
        $"/orders?$apply={Uri.EscapeDataString(start)}",
        GroupWriter.Write(Orders, new DataGroups(by, period, GroupMethods.Sum, "total"), [], View.Columns.Single(c => c.Name == "currency")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("?$apply=x&$skip=5", "/orders?$apply=x&$skip=5&api-version=2")]
    [InlineData("?$apply=x&api-version=3", "/orders?$apply=x&api-version=3")]
    [InlineData("a b", "/orders?$apply=x&$skiptoken=a%20b")]
    public void Further_page_is_requested_by_its_link_or_token(string after, string address) => Assert.Equal(
        address,
        GroupWriter.WritePage(Orders with { Protocol = Orders.Protocol with { Cursor = "$skiptoken" } }, "/orders?$apply=x", after));

    [Theory]
    [InlineData("sum", "total", null, "currency", null)]
    [InlineData("count", null, null, null, null)]
    [InlineData("sum", "weight", null, null, null)]
    [InlineData("max", "total", "eq", null, "EUR")]
    [InlineData("max", "total", "startswith", "currency", null)]
    public void Currency_is_grouped_by_unless_a_filter_names_it(
        string method, string? of, string? filter, string? column, string? value)
    {
        var known = GroupCurrency.Of(
            View, new DataGroups("status", null, method, of), filter is null ? [] : [new DataFilter("currency", filter, ["EUR"])]);

        Assert.Equal((column, value), (known.Column?.Name, known.Value));
    }

    [Fact]
    public void Currency_is_known_if_the_document_allows_only_one()
    {
        var one = View with { Columns = [.. View.Columns.Select(c => c.Name == "currency" ? c with { OnlyValue = "EUR", Operators = null } : c)] };
        var hidden = View with { Columns = [.. View.Columns.Select(c => c.Name == "currency" ? c with { Operators = null } : c)] };
        var sums = new DataGroups("status", null, GroupMethods.Sum, "total");

        Assert.Equal("EUR", GroupCurrency.Of(one, sums, []).Value);
        Assert.Equal(default, GroupCurrency.Of(hidden, sums, []));
    }

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
