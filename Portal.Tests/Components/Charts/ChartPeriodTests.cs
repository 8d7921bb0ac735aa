using Bunit;
using Portal.Components.Charts;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Charts;

/// <summary>Values of years, months and days next to those of the period before.</summary>
public sealed class ChartPeriodTests : ChartTest
{
    [Fact]
    public void Months_are_compared_with_those_of_the_year_before()
    {
        var chart = Draw(
            Months,
            """{"month":"2026-01-01","revenue":30,"currency":"EUR"}""",
            """{"month":"2025-01-01","revenue":20,"currency":"EUR"}""",
            """{"month":"2025-02-01","revenue":10,"currency":"EUR"}""");

        Assert.Equal("Revenue by month, with the year before", chart.Find("summary").TextContent);
        Assert.Equal(["Revenue", "Revenue a year before"], chart.FindAll("ul li").Select(l => l.TextContent));
        Assert.Equal(4, chart.FindAll("rect").Count);
        Assert.Equal(
            "January 2026: Revenue 30.00 EUR, Revenue a year before 20.00 EUR", chart.Find("input").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Months_of_one_year_are_not_compared()
    {
        var chart = Draw(Months, """{"month":"2026-01-01","revenue":30}""", """{"month":"2026-02-01","revenue":20}""");

        Assert.Equal("Revenue by month", chart.Find("summary").TextContent);
        Assert.Empty(chart.FindAll("ul li"));
    }

    [Fact]
    public void Days_are_compared_with_the_same_weekday_a_week_before()
    {
        var chart = Draw([.. Enumerable.Range(1, 8).Select(i => $$"""{"month":"2026-01-{{i:00}}","revenue":{{i}}}""")]);

        Assert.Equal("Revenue by month, with the week before", chart.Find("summary").TextContent);
        Assert.Equal("8 January 2026: Revenue 8.00, Revenue a week before 1.00", chart.Find("input").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Years_are_compared_with_the_one_before()
    {
        var years = Sales with
        {
            Columns = [new DataColumn("year", "Year", ColumnTypes.WholeNumber, null, Sortable: true), .. Sales.Columns.Skip(1)],
            Chart = new DataChart(ChartTypes.Bar, "year", ["revenue"]),
        };

        var chart = Draw(years, """{"year":2024,"revenue":3}""", """{"year":2025,"revenue":4}""");

        Assert.Equal("2025: Revenue 4.00, Revenue a year before 3.00", chart.Find("input").GetAttribute("aria-valuetext"));
    }

    [Theory]
    [InlineData("""{"month":"2026-01-01","revenue":30}""", """{"month":"2026-01-01","revenue":31}""", """{"month":"2025-01-01","revenue":20}""")]
    [InlineData("""{"month":"2026-01-01","revenue":30}""", """{"month":"2025-01-01","revenue":20}""", """{"month":"2025-01-01","revenue":21}""")]
    public void Several_rows_of_one_month_are_not_compared(params string[] rows) =>
        Assert.Empty(Draw(Months, rows).FindAll("ul li"));

    [Theory]
    [InlineData("2026-02-01", null)]
    [InlineData("2026-03-01", "March 2026 may be unfinished.")]
    public void Month_that_is_not_over_is_said_to_be_unfinished(string month, string? note)
    {
        var chart = Draw(Months, $$"""{"month":"{{month}}","revenue":30}""", """{"month":"2026-01-01","revenue":30}""");

        Assert.Equal(note, chart.FindAll(".hint").Select(h => h.TextContent).FirstOrDefault());
    }

    [Fact]
    public void Unfinished_month_is_not_compared_silently()
    {
        var chart = Draw(Months, """{"month":"2026-03-01","revenue":30}""", """{"month":"2025-03-01","revenue":30}""");

        Assert.Equal(
            "March 2026 may be unfinished; the month it is compared with is over.",
            Assert.Single(chart.FindAll(".hint")).TextContent);
    }

    [Fact]
    public void Month_compared_with_an_unfinished_one_or_with_none_is_not_said_to_be_compared_with_one_that_is_over()
    {
        var chart = Draw(Months, """{"month":"2027-03-01","revenue":30}""", """{"month":"2026-03-01","revenue":30}""");

        Assert.Equal("March 2026 and later may be unfinished.", Assert.Single(chart.FindAll(".hint")).TextContent);
    }
}
