using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Charts;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Components.Charts;

public sealed class ChartTests : ChartTest
{
    [Fact]
    public void Chart_has_a_text_summary()
    {
        var chart = Draw(
            """{"month":"2026-02-01","revenue":1500.5,"currency":"EUR"}""",
            """{"month":"2026-01-01","revenue":90,"currency":"EUR"}""");

        Assert.Equal(
            "Sales, a bar chart: Revenue by month, 2 values from 1 January 2026 to 1 February 2026. "
            + "Revenue: lowest 90.00 EUR (1 January 2026), highest 1\u202F500.50 EUR (1 February 2026).",
            chart.Find("figure[role=img]").GetAttribute("aria-label"));
        Assert.Equal("Revenue by month", chart.Find("summary").TextContent);
    }

    [Fact]
    public void Numbers_are_in_the_format_of_the_visitor()
    {
        Services.GetRequiredService<VisitorCulture>().Use("de-DE");

        var chart = Draw(
            """{"month":"2026-01-01","revenue":12500.5,"currency":"EUR"}""",
            """{"month":"2026-02-01","revenue":90,"currency":"EUR"}""");

        Assert.Contains("10.000\u00A0EUR", chart.FindAll(".chart__y span").Select(tick => tick.Text()));
        Assert.Equal(["12,5k\u00A0EUR", "90\u00A0EUR"], chart.FindAll(".chart__label").Select(label => label.Text()));
        Assert.Contains("12.500,50 EUR", chart.Find("figure").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.DoesNotContain(",", string.Concat(chart.FindAll(".chart__label").Select(l => l.GetAttribute("style"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(950_000, "950\u202F000")]
    [InlineData(1_250_000, "1.25M")]
    [InlineData(1_252_500, "1\u202F252\u202F500")]
    [InlineData(-2_000_000_000, "−2bn")]
    public void Numbers_of_the_axis_are_short_and_exact(double figure, string text) =>
        Assert.Equal(text, ChartData.Tick(figure, VisitorNumbers.Neutral));

    [Fact]
    public void Dates_are_in_chronological_order()
    {
        var chart = Draw(
            """{"month":"2026-03-01","revenue":3}""",
            """{"month":"2026-01-01","revenue":1}""",
            """{"month":"2026-02-01","revenue":2}""");

        Assert.Equal(
            ["2026-01-01", "2026-02-01", "2026-03-01"],
            chart.FindAll("figure local-time").Select(t => t.GetAttribute("datetime")));
        Assert.Equal("1 March 2026: Revenue 3.00", chart.Find("input").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Negative_bars_extend_below_zero()
    {
        var chart = Draw("""{"month":"2026-01-01","revenue":100}""", """{"month":"2026-02-01","revenue":-100}""");

        var bars = chart.FindAll("rect");
        Assert.Equal(["0", "50"], bars.Select(b => b.GetAttribute("y")));
        Assert.All(bars, b => Assert.Equal("50", b.GetAttribute("height")));
    }

    [Fact]
    public void Line_has_a_gap_for_a_missing_value()
    {
        var line = Sales with { Chart = new DataChart(ChartTypes.Line, "month", ["revenue"]) };

        var chart = Draw(
            line,
            """{"month":"2026-01-01","revenue":1}""",
            """{"month":"2026-02-01"}""",
            """{"month":"2026-03-01","revenue":1}""");

        Assert.Equal(["5,0 5,0", "25,0 25,0"], chart.FindAll("polyline").Select(l => l.GetAttribute("points")));
    }

    [Fact]
    public void Multiple_series_have_a_legend()
    {
        var two = Sales with { Chart = new DataChart(ChartTypes.Bar, "month", ["revenue", "orders"]) };

        var chart = Draw(two, """{"month":"2026-01-01","revenue":10,"orders":3,"currency":"EUR"}""");

        Assert.Equal(["Revenue", "Orders"], chart.FindAll("ul li").Select(l => l.TextContent));
        Assert.Equal("1 January 2026: Revenue 10.00 EUR, Orders 3", chart.Find("input").GetAttribute("aria-valuetext"));
        Assert.Equal(2, chart.FindAll("rect").Count);
    }

    [Fact]
    public void Spoken_dates_have_the_format_of_the_visitor()
    {
        Services.GetRequiredService<VisitorCulture>().Use("de-DE");

        var chart = Draw("""{"month":"2026-03-01","revenue":1500.5,"currency":"EUR"}""");

        Assert.Equal("1. März 2026: Revenue 1.500,50 EUR", chart.Find("input").GetAttribute("aria-valuetext"));
        Assert.Contains("1. März 2026", chart.Find("figure").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Spoken_time_names_its_zone()
    {
        var times = Sales with { Columns = [Sales.Columns[0] with { Type = ColumnTypes.Time }, .. Sales.Columns.Skip(1)] };

        var chart = Draw(times, """{"month":"2026-03-01T10:30:00+02:00","revenue":1}""");

        Assert.Equal("1 March 2026 08:30 UTC: Revenue 1.00", chart.Find("input").GetAttribute("aria-valuetext"));
    }

    [Theory]
    [InlineData("""{"month":"2026-01-01","revenue":"much"}""")]
    [InlineData("""{"month":"2026-01-01","revenue":null}""")]
    [InlineData("""{"month":"2026-01-01","revenue":1e999}""")]
    [InlineData("""{}""")]
    [InlineData("17")]
    public void Rows_without_numbers_draw_no_chart(string row) =>
        Assert.Contains(ViewChart.NoValuesText, TextOf(Draw(row)));

    [Theory]
    [InlineData("""{"month":"never","revenue":1}""")]
    [InlineData("""{"month":17,"revenue":1e300}""")]
    [InlineData("""{"month":null,"revenue":-1e-300}""")]
    [InlineData("""{"month":"2026-01-01","revenue":0}""")]
    [InlineData("""{"month":"<script>alert(1)</script>\n\t","revenue":1}""")]
    public void Unusual_values_do_not_break_the_chart(string row)
    {
        var chart = Draw(
            row, """{"month":"2026-01-01","revenue":-9e299}""", """{"month":"2026-01-01","revenue":9e299}""");

        Assert.NotEmpty(chart.FindAll("rect"));
        Assert.Empty(chart.FindAll("script"));
        Assert.All(chart.FindAll("rect"), r => Assert.DoesNotContain("NaN", r.OuterHtml));
    }

    [Fact]
    public void Bars_have_the_values_at_their_ends()
    {
        var chart = Draw("""{"month":"2026-01-01","revenue":12345}""", """{"month":"2026-02-01","revenue":-90}""");

        Assert.Equal(["12.3k", "−90"], chart.FindAll(".chart__label").Select(l => l.TextContent));
    }

    [Fact]
    public void Of_many_values_the_lowest_and_the_highest_are_written()
    {
        var chart = Draw([.. Enumerable.Range(1, 30).Select(i => $$"""{"month":"2026-01-{{i:00}}","revenue":{{i}}}""")]);

        Assert.Equal(["1", "30"], chart.FindAll(".chart__label").Select(l => l.TextContent));
    }

    [Fact]
    public void Values_are_available_as_a_table()
    {
        var chart = Draw("""{"month":"2026-01-01","revenue":30,"currency":"EUR"}""");

        chart.ByRole("button", ViewChart.TableLabel).Click();

        Assert.Equal(["Month", "Revenue", "1 January 2026"], chart.FindAll("table th").Select(h => h.TextContent));
        Assert.Equal(["30.00 EUR"], chart.FindAll("table td").Select(c => c.TextContent));
    }

    [Fact]
    public void Line_of_similar_values_starts_elsewhere_and_says_so()
    {
        var line = Sales with { Chart = new DataChart(ChartTypes.Line, "month", ["revenue"]) };

        var chart = Draw(line, """{"month":"2026-01-01","revenue":1000}""", """{"month":"2026-02-01","revenue":1040}""");

        Assert.Contains("The axis starts at 1\u202F000, not at zero.", TextOf(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_of_a_page_requests_the_other_rows()
    {
        var page = new PageOfRows([JsonDocument.Parse("""{"month":"2026-02-01","revenue":2}""").RootElement], new DataQuery(Skip: 1), 2);
        Api.Returns(
            "/api/data/AppB/sales?sort=month desc&filter=revenue ge 1&top=100",
            Samples.Body([new { month = "2026-02-01", revenue = 2 }, new { month = "2026-01-01", revenue = 1 }], next: null, 2));
        var state = new ViewState { Filters = [new DataFilter("revenue", "ge", ["1"])], Sort = new DataSort("revenue") };

        var chart = Render<ChartPanel>(parameters => parameters
            .Add(p => p.Api, "AppB").Add(p => p.Address, "").Add(p => p.View, Sales).Add(p => p.State, state).Add(p => p.Page, page));

        chart.WaitForAssertion(() => Assert.Equal(2, chart.FindAll("rect").Count));
    }

    [Fact]
    public void Chart_of_the_whole_result_requests_nothing()
    {
        var page = new PageOfRows([JsonDocument.Parse("""{"month":"2026-02-01","revenue":2}""").RootElement], null, 1);

        var chart = Render<ChartPanel>(parameters => parameters
            .Add(p => p.Api, "AppB").Add(p => p.Address, "").Add(p => p.View, Sales).Add(p => p.State, new ViewState()).Add(p => p.Page, page));

        Assert.Single(chart.FindAll("rect"));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public void Chart_reserves_its_space_while_loading()
    {
        var chart = Render<ViewChart>(parameters => parameters.Add(p => p.View, Sales));

        Assert.NotNull(chart.Find("details > div[aria-hidden=true]"));
    }

    [Fact]
    public void View_without_a_chart_renders_none() =>
        Assert.Empty(
            Render<ViewChart>(parameters => parameters.Add(p => p.View, RowSamples.Orders)).FindAll("details"));
}
