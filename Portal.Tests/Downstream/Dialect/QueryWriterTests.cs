using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;
using Portal.Tests.Components;

namespace Portal.Tests.Downstream.Dialect;

/// <summary>Writing queries for an API; user input stays a value.</summary>
public sealed class QueryWriterTests
{
    private static readonly DataView View = new(
        "orders",
        "Orders",
        null,
        [
            Column("id", ColumnTypes.WholeNumber),
            Column("name", ColumnTypes.Text),
            Column("total", ColumnTypes.Number),
            Column("placedOn", ColumnTypes.Date),
            Column("seen", ColumnTypes.Time),
            Column("paid", ColumnTypes.Boolean),
            Column("key", ColumnTypes.Uuid),
            Column("opens", ColumnTypes.TimeOfDay),
            Column("took", ColumnTypes.Duration),
            Column("size", ColumnTypes.Text) with { EnumerationType = "Shop.Size", Values = ["Small", "Large"] },
            Column("status", ColumnTypes.Text) with { Values = ["Draft", "Sent"] },
            new DataColumn("note", "Note", ColumnTypes.Text, null, Sortable: false),
        ],
        [],
        Samples.OData.Paging);

    private static readonly ContractView Orders = new(View, "/orders", Samples.OData);

    [Theory]
    [InlineData("name", "eq", "O'Neil", "name eq 'O''Neil'")]
    [InlineData("name", "startswith", "A' or 1 eq 1 or '", "startswith(name,'A'' or 1 eq 1 or ''')")]
    [InlineData("total", "ge", "-12.50", "total ge -12.50")]
    [InlineData("id", "lt", " 7 ", "id lt 7")]
    [InlineData("placedOn", "le", "2026-01-31", "placedOn le 2026-01-31")]
    [InlineData("seen", "gt", "2026-01-31T12:00:00+02:00", "seen gt 2026-01-31T10:00:00Z")]
    [InlineData("seen", "gt", "2026-01-31T12:00:00.1234567Z", "seen gt 2026-01-31T12:00:00.1234567Z")]
    [InlineData("paid", "eq", "true", "paid eq true")]
    [InlineData("key", "eq", "01234567-89ab-cdef-0123-456789abcdef", "key eq 01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("opens", "ge", "08:30:00.5", "opens ge 08:30:00.5")]
    [InlineData("took", "lt", "PT1H30M", "took lt duration'PT1H30M'")]
    [InlineData("size", "eq", "Large", "size eq Shop.Size'Large'")]
    [InlineData("id", "eq", "18446744073709551615", "id eq 18446744073709551615")]
    [InlineData("total", "eq", "0.1234567890123456789012345678901234567890", "total eq 0.1234567890123456789012345678901234567890")]
    public void Filter_is_an_expression_of_one_column_and_one_value(
        string column, string by, string value, string expression) =>
        Assert.Equal(expression, Filter(new DataFilter(column, by, [value])));

    [Fact]
    public void Filters_are_combined_with_and() => Assert.Equal(
        "name in ('a','b''c') and id gt 1 and id lt 9",
        Filter(new("name", "in", ["a", "b'c"]), new("id", "gt", ["1"]), new("id", "lt", ["9"])));

    [Theory]
    [InlineData("total", "ge", "1 or 1 eq 1", "“1 or 1 eq 1” is not a valid value for Total. Expected: number")]
    [InlineData("total", "ge", "NaN", "Expected: number")]
    [InlineData("total", "ge", "1e400", "Expected: number")]
    [InlineData("id", "eq", "1.5", "Expected: whole number")]
    [InlineData("id", "eq", "1_000", "Expected: whole number")]
    [InlineData("id", "eq", "-", "Expected: whole number")]
    [InlineData("total", "ge", ".", "Expected: number")]
    [InlineData("total", "ge", "1.2.3", "Expected: number")]
    [InlineData("key", "eq", "01234567", "Expected: identifier")]
    [InlineData("key", "eq", "' or 1 eq 1", "Expected: identifier")]
    [InlineData("opens", "eq", "25:00", "Expected: time of day")]
    [InlineData("took", "eq", "P", "Expected: duration")]
    [InlineData("took", "eq", "PT", "Expected: duration")]
    [InlineData("took", "eq", "1:30", "Expected: duration")]
    [InlineData("took", "eq", "PT1H' or '", "Expected: duration")]
    [InlineData("placedOn", "eq", "31.01.2026", "Expected: date")]
    [InlineData("paid", "eq", "maybe", "Expected: true or false")]
    [InlineData("status", "eq", "sent", "Status is one of Draft, Sent, not “sent”.")]
    [InlineData("gone", "eq", "1", "Orders has no column “gone”")]
    [InlineData("note", "eq", "1", "Note cannot be filtered by “eq”")]
    [InlineData("name", "like", "1", "Name cannot be filtered by “like”")]
    public void INJ_10_Invalid_filter_is_refused(string column, string by, string value, string expected)
    {
        var exception = Assert.Throws<ProblemException>(() => Filter(new DataFilter(column, by, [value])));

        Assert.Equal(ProblemCodes.QueryInvalid, exception.Problem.Code);
        Assert.Contains(expected, exception.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_is_refused_when_the_api_has_none()
    {
        var unsearchable = Orders with { Protocol = Samples.OData with { Search = null } };

        var exception = Assert.Throws<ProblemException>(
            () => Write(unsearchable, new DataQuery(Search: "words")));

        Assert.Contains("does not support search", exception.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("note", "cannot be sorted by “note”, only by id, name")]
    [InlineData("gone", "cannot be sorted by “gone”, only by id, name")]
    public void Sort_by_a_column_that_cannot_be_sorted_is_refused(string column, string expected)
    {
        var exception = Assert.Throws<ProblemException>(() => Write(Orders, new DataQuery(new DataSort(column))));

        Assert.Equal(ProblemCodes.QueryInvalid, exception.Problem.Code);
        Assert.Contains(expected, exception.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_number_is_refused_when_pages_are_reached_only_through_the_previous_one()
    {
        var cursors = Orders with { Protocol = Samples.OData with { Offset = null } };

        var exception = Assert.Throws<ProblemException>(() => Write(cursors, new DataQuery(Skip: 100)));

        Assert.Equal(ProblemCodes.QueryInvalid, exception.Problem.Code);
        Assert.Equal("$count=true&$top=50&$skiptoken=t", Write(cursors, new DataQuery(Skip: 100, After: "t")));
    }

    [Fact]
    public void Count_is_requested_unless_it_is_not_wanted() => Assert.Equal(
        ("$count=true&$top=50", "$top=50"),
        (Write(Orders, new DataQuery()), Write(Orders, new DataQuery(Count: false))));

    [Fact]
    public void INJ_10_Values_cannot_inject_parameters() => Assert.Equal(
        "$count=true&$top=50&$search=a%26%24top%3D9%23%2B",
        Write(Orders, new DataQuery(Search: "a&$top=9#+")));

    [Theory]
    [InlineData(SortStyles.Word, "s=total%20desc")]
    [InlineData(SortStyles.Minus, "s=-total")]
    [InlineData(SortStyles.Colon, "s=total%3Adesc")]
    [InlineData(SortStyles.Apart, "s=total&d=desc")]
    [InlineData(SortStyles.AscendingOnly, "s=total")]
    public void Sort_order_is_written_in_the_style_of_the_api(string style, string query) => Assert.Equal(
        query,
        Write(
            Orders with { Protocol = new DataProtocol(Sort: "s", SortStyle: style, SortDirection: "d") },
            new DataQuery(new DataSort("total", Descending: true))));

    [Fact]
    public void Next_link_is_followed_unchanged() => Assert.Equal(
        "since=46&per_page=30", Write(Orders, new DataQuery(Top: 10, After: "?since=46&per_page=30")));

    [Theory]
    [InlineData("startIndex", 0, "startIndex=0")]
    [InlineData("offset", 1, "offset=1")]
    public void Required_offset_of_the_first_page_is_the_number_from_which_the_api_counts(string offset, int first, string query) =>
        Assert.Equal(query, Write(
            Orders with
            {
                Protocol = new DataProtocol(Offset: offset) { FirstOffset = first },
                Required = [KeyValuePair.Create(offset, "50")],
            },
            new DataQuery()));

    [Fact]
    public void Required_page_is_the_number_from_which_the_api_counts() => Assert.Equal(
        "page=0&mode=all",
        Write(
            Orders with
            {
                Protocol = new DataProtocol(Page: "page", FirstPage: 0),
                Required = [KeyValuePair.Create("page", "1"), KeyValuePair.Create("mode", "all")],
            },
            new DataQuery()));

    private static DataColumn Column(string name, string type) => new(
        name,
        char.ToUpperInvariant(name[0]) + name[1..],
        type,
        null,
        Sortable: true,
        Operators: ["eq", "ne", "gt", "ge", "lt", "le", "in", "startswith"]);

    private static string Write(ContractView view, DataQuery query) =>
        QueryWriter.Write(view, query)["/orders?".Length..];

    private static string Filter(params DataFilter[] filters)
    {
        var view = Orders with { Protocol = new DataProtocol(Filter: "$filter") };
        return Uri.UnescapeDataString(Write(view, new DataQuery(Filters: filters)))["$filter=".Length..];
    }
}
