using Bunit;
using Portal.Components.Charts;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Charts;

/// <summary>Amounts are shown in their currency, and never next to those in another one.</summary>
public sealed class ChartCurrencyTests : ChartTest
{
    [Fact]
    public void Chart_shows_one_currency_at_a_time()
    {
        string[] rows =
        [
            """{"month":"2026-01-01","revenue":10,"currency":"EUR"}""",
            """{"month":"2026-01-01","revenue":7000,"currency":"JPY"}""",
            """{"month":"2026-02-01","revenue":9000,"currency":"JPY"}""",
            """{"month":"2026-02-01","revenue":5,"currency":null}""",
            """{"month":"2026-03-01","revenue":null,"currency":"USD"}""",
        ];

        var first = Draw(Sales, ChartSettings.Default, rows);
        var euros = Draw(Sales, new ChartSettings(Currency: "EUR"), rows);

        Assert.Equal(["JPY", "EUR", "no currency"], first.FindAll("[role=group] a").Select(a => a.TextContent));
        Assert.Equal(["JPY"], first.FindAll("[aria-current=true]").Select(a => a.TextContent));
        Assert.Equal("?currency=EUR", first.FindAll("[role=group] a")[1].GetAttribute("href"));
        Assert.Equal(2, first.FindAll("rect").Count);
        Assert.Equal("Revenue by month, in EUR", euros.Find("summary").TextContent);
        Assert.Equal("1 January 2026: Revenue 10.00 EUR", euros.Find("input").GetAttribute("aria-valuetext"));
    }

    [Fact]
    public void Axis_and_labels_have_the_currency()
    {
        var chart = Draw("""{"month":"2026-01-01","revenue":12345,"currency":"EUR"}""");

        Assert.Equal(["12.3k\u00A0EUR"], chart.FindAll(".chart__label").Select(l => l.TextContent));
        Assert.All(chart.FindAll(".chart__y span"), tick => Assert.EndsWith("\u00A0EUR", tick.TextContent, StringComparison.Ordinal));
        Assert.Empty(chart.FindAll("[role=group]"));
    }

    [Fact]
    public void Amounts_with_currencies_of_their_own_are_labelled_and_said_to_be_mixed()
    {
        var fees = new DataColumn("fee", "Fee", ColumnTypes.Number, null, Sortable: true, Currency: "feeCurrency");
        var view = Sales with
        {
            Columns = [.. Sales.Columns, fees, new DataColumn("feeCurrency", "Fee currency", ColumnTypes.Text, null, Sortable: true)],
            Chart = new DataChart(ChartTypes.Bar, "month", ["revenue", "fee"]),
        };

        var chart = Draw(
            view,
            """{"month":"2026-01-01","revenue":10,"currency":"EUR","fee":1,"feeCurrency":"USD"}""",
            """{"month":"2026-02-01","revenue":10,"currency":"EUR","fee":2,"feeCurrency":"EUR"}""");

        Assert.Contains("Revenue 10.00 EUR, Fee 2 EUR", chart.Find("input").GetAttribute("aria-valuetext"), StringComparison.Ordinal);
        Assert.Contains(ChartNotes.MixedText, TextOf(chart), StringComparison.Ordinal);
        Assert.All(chart.FindAll(".chart__y span"), tick => Assert.DoesNotContain("EUR", tick.TextContent, StringComparison.Ordinal));
    }
}
