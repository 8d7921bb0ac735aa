using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Contracts;

/// <summary>The query of /api/data, which is the query of a page's address.</summary>
public sealed class DataAddressTests
{
    [Fact]
    public void Query_can_be_written_and_read_again()
    {
        var query = new DataQuery(
            new DataSort("placedOn", Descending: true),
            [new("status", FilterOperators.In, ["New", "a,b"]), new("total", FilterOperators.Greater, ["18446744073709551615"])],
            "blue & green",
            Top: 20,
            Skip: 40,
            After: "?page=3&x=1",
            Count: true);

        var address = DataAddress.Write("/api/data/AppB/orders", query);

        Assert.True(DataAddress.TryRead(address[address.IndexOf('?')..], out var read, out _));
        Assert.Equal(address, DataAddress.Write("/api/data/AppB/orders", read));
        Assert.Equal(
            (query.Sort, query.Search, query.Top, query.Skip, query.After, query.Count),
            (read.Sort, read.Search, read.Top, read.Skip, read.After, read.Count));
        Assert.Equal(["New", "a,b"], read.Filters![0].Values);
        Assert.Equal(["18446744073709551615"], read.Filters[1].Values);
    }

    [Fact]
    public void First_page_needs_no_query() =>
        Assert.Equal("/api/data/AppB/orders", DataAddress.Write("/api/data/AppB/orders", new DataQuery(Count: false)));

    [Theory]
    [InlineData("?top=5", false)]
    [InlineData("?top=5&count=false", false)]
    [InlineData("?top=5&count=true", true)]
    public void Rows_are_counted_on_request(string query, bool counted)
    {
        Assert.True(DataAddress.TryRead(query, out var read, out _));
        Assert.Equal(counted, read.Count);
    }

    [Fact]
    public void Query_of_a_page_is_accepted()
    {
        Assert.True(DataAddress.TryRead("?sort=total&columns=number&widths=total:90&density=compact", out var read, out _));
        Assert.Equal(new DataSort("total"), read.Sort);
    }

    [Theory]
    [InlineData("?$top=5", "Parameters are sort, filter, search, top, skip, after, count.")]
    [InlineData("?limit=5", "“limit” is not a parameter")]
    [InlineData("?top=many", "“top” must be a whole number")]
    [InlineData("?top=all", "follow “next”")]
    [InlineData("?count=maybe", "“count” must be true or false")]
    [InlineData("?filter=total sounds 1", "Operators are eq, ne,")]
    public void Invalid_query_is_refused_with_what_is_allowed(string query, string expected)
    {
        Assert.False(DataAddress.TryRead(query, out _, out var problem));

        Assert.Equal((ProblemCodes.QueryInvalid, 400), (problem.Code, problem.Status));
        Assert.Contains(expected, problem.Detail, StringComparison.Ordinal);
    }
}
