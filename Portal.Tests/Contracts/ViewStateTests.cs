using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Contracts;

public sealed class ViewStateTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?sort=placedOn%20desc")]
    [InlineData("?filter=total%20ge%20100&filter=total%20le%20250.50")]
    [InlineData("?filter=status%20in%20New,Paid")]
    [InlineData("?filter=customerName%20startswith%20A%20%26%20B")]
    [InlineData("?filter=note%20in%20a%5C,b,c%5C%5Cd,")]
    [InlineData("?filter=ship%5C%20date%20eq%202026-01-31")]
    [InlineData("?filter=note%20eq%20%20two%20spaces")]
    [InlineData("?search=blue%20chair&top=200&skip=400&after=t%2F%3D")]
    [InlineData("?top=all&at=1234")]
    [InlineData("?columns=number,customerName,total&widths=number:120,total:90&density=compact&row=ORD-000001")]
    [InlineData("?chart=total:sum,placedOn:month")]
    [InlineData("?chart=count,status&row=7")]
    [InlineData("?chart=total:sum,status&currency=EUR")]
    [InlineData("?chart=a%5C,b:max,c:d:year")]
    [InlineData("?sort=%E2%80%AE&search=%3Cscript%3E")]
    public void State_round_trips_through_the_address(string query) =>
        Assert.Equal("/data/a/b" + query, Read(query).Url("/data/a/b"));

    [Fact]
    public void Filters_are_read_with_their_values()
    {
        var state = Read(
            "?filter=total ge 100&filter=status in New,Paid\\,up&filter=customerName startswith O'Neil %26 Sons");

        Assert.Equal(["total ge: 100", "status in: New|Paid,up", "customerName startswith: O'Neil & Sons"],
            state.Query.Filters!.Select(f => $"{f.Column} {f.Operator}: {string.Join('|', f.Values)}"));
    }

    [Fact]
    public void States_with_equal_contents_are_equal()
    {
        const string query = "?filter=status in New,Paid&columns=a,b&widths=a:100";

        Assert.Equal(Read(query), Read(query));
        Assert.Equal(Read(query).GetHashCode(), Read(query).GetHashCode());
        Assert.NotEqual(Read(query), Read("?filter=status in Paid,New&columns=a,b&widths=a:100"));
    }

    [Fact]
    public void Layout_does_not_affect_the_rows()
    {
        var plain = Read("?sort=total&filter=total ge 100");
        var dressed = Read("?sort=total&filter=total ge 100&columns=a&widths=a:90&density=compact&chart=count,status&currency=EUR&row=1&at=5");

        Assert.NotEqual(plain, dressed);
        Assert.Equal(plain.OfRows, dressed.OfRows);
    }

    [Fact]
    public void Columns_default_to_the_contract()
    {
        DataColumn[] all = [Column("a"), Column("b"), Column("c", hidden: true)];

        Assert.Equal(["a", "b"], Read("").Shown(all).Select(c => c.Name));
        Assert.Equal(["c", "a"], Read("?columns=c,a,gone,a").Shown(all).Select(c => c.Name));
        Assert.Equal(["a", "b"], Read("?columns=gone").Shown(all).Select(c => c.Name));
    }

    [Fact]
    public void Duplicate_and_empty_filters_are_dropped() =>
        Assert.Single(Read("?filter=total ge 1&filter=&filter=total ge 1").Filters);

    [Fact]
    public void Sorting_starts_at_the_top_and_keeps_the_filters()
    {
        var state = Read("?filter=total ge 1&search=x&skip=100&after=t&row=7&columns=total").SortedBy("total");

        Assert.Equal("?sort=total&filter=total%20ge%201&search=x&columns=total", state.Url(""));
        Assert.Equal("total desc", $"{state.SortedBy("total").Sort!.Column} desc");
        Assert.Null(state.SortedBy("total").SortedBy("total").Sort);
    }

    [Theory]
    [InlineData("?top=many", "“top” must be a whole number")]
    [InlineData("?top=99999999999", "“top” must be a whole number")]
    [InlineData("?skip=1.5", "“skip” must be a whole number")]
    [InlineData("?at=-1", "“at” counts rows from 0")]
    [InlineData("?top=50&top=100", "“top” occurs 2 times")]
    [InlineData("?filter=total", "cannot be read")]
    [InlineData("?filter=total ge", "cannot be read")]
    [InlineData("?filter=%20eq 1", "cannot be read")]
    [InlineData("?filter=total sounds 100", "“sounds” is not an operator")]
    [InlineData("?filter=total EQ 100", "“EQ” is not an operator")]
    [InlineData("?filter=status in ", "1 to 100 are allowed")]
    [InlineData("?chart=status", "“chart” must be a value and a column")]
    [InlineData("?chart=total,status", "“chart” must be a value and a column")]
    [InlineData("?chart=total:sum,", "“chart” must be a value and a column")]
    [InlineData("?density=dense", "“density” must be “compact” or omitted")]
    [InlineData("?widths=total", "It lists columns with their width")]
    [InlineData("?widths=total:-9", "It lists columns with their width")]
    [InlineData("?widths=total:9999", "between 56 and 1200")]
    [InlineData("?widths=total:90,total:91", "more than once")]
    public void Invalid_address_is_refused(string query, string expected)
    {
        Assert.False(ViewState.TryRead(query, out _, out var problem));

        Assert.Equal((ProblemCodes.QueryInvalid, 400), (problem!.Code, problem.Status));
        Assert.Contains(expected, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_enforced()
    {
        Assert.Contains(
            "at most 500 characters", Refusal("?filter=note eq " + new string('x', 10_000)), StringComparison.Ordinal);
        Assert.Contains(
            "There are 500 filters; the maximum is 20",
            Refusal("?" + string.Join('&', Enumerable.Range(0, 500).Select(i => $"filter=a eq {i}"))),
            StringComparison.Ordinal);
        Assert.Contains(
            "It lists 101 values",
            Refusal("?filter=a in " + string.Join(',', Enumerable.Range(0, 101))),
            StringComparison.Ordinal);
        Assert.Contains("the maximum is 200", Refusal("?search=" + new string('x', 201)), StringComparison.Ordinal);
        Assert.Contains("the maximum is 4000", Refusal("?after=" + new string('x', 4001)), StringComparison.Ordinal);
        Assert.Contains(
            "201 columns", Refusal("?columns=" + string.Join(',', Enumerable.Range(0, 201))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("?")]
    [InlineData("?&&==&%")]
    [InlineData("?filter=%00%ff\\&columns=,,\\&widths=&sort=\\")]
    [InlineData("?consent=declined&utm=1")]
    public void Malformed_address_does_not_throw(string? query) => ViewState.TryRead(query, out _, out _);

    private static ViewState Read(string query)
    {
        Assert.True(ViewState.TryRead(query, out var state, out var problem), problem?.Detail);
        return state;
    }

    private static string? Refusal(string query) =>
        ViewState.TryRead(query, out _, out var problem) ? null : problem!.Detail;

    private static DataColumn Column(string name, bool hidden = false) =>
        new(name, name, ColumnTypes.Text, null, Sortable: true, Hidden: hidden);
}
