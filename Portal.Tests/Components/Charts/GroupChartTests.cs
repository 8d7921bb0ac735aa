using Bunit;
using Portal.Components.Charts;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Tests.Components.Charts;

/// <summary>Charts of groups that the API computes.</summary>
public sealed class GroupChartTests : ComponentTest
{
    private static readonly DataView Orders = new(
        "orders", "Orders", null,
        [
            new DataColumn("status", "Status", ColumnTypes.Text, null, Sortable: true, Values: ["New", "Paid", "Sent"], Operators: ["eq"]),
            new DataColumn("city", "City", ColumnTypes.Text, null, Sortable: true, Operators: ["eq"]),
            new DataColumn("placedOn", "Placed on", ColumnTypes.Date, null, Sortable: true, Operators: ["ge", "le"]),
            new DataColumn("gift", "Gift", ColumnTypes.Boolean, null, Sortable: true, Operators: ["eq"]),
            new DataColumn("total", "Total", ColumnTypes.Number, null, Sortable: true, Decimals: 2, Currency: "currency"),
            new DataColumn("currency", "Currency", ColumnTypes.Text, null, Sortable: false),
        ],
        [], new DataPaging(), CanGroup: true);

    [Fact]
    public void Amounts_have_their_currency()
    {
        var chart = Open("chart=total:sum,status", """{"by":"Sent","value":3.5,"currency":"EUR"}""", """{"by":"New","value":1,"currency":"EUR"}""");

        Assert.Equal(["New 1.00 EUR", "Sent 3.50 EUR"], Table(chart));
        Assert.DoesNotContain(GroupChart.CurrencyText, TextOf(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_of_two_currencies_are_two_charts()
    {
        string[] rows = ["""{"by":"New","value":3,"currency":"USD"}""", """{"by":"New","value":1,"currency":"EUR"}"""];

        var first = Open("chart=total:sum,status", rows);
        var second = Open("chart=total:sum,status&currency=USD", rows);

        Assert.Equal(["New 1.00 EUR"], Table(first));
        Assert.Equal(["New 3.00 USD"], Table(second));
        Assert.Equal("data/AppB/orders?chart=total:sum,status&currency=USD", first.FindAll("[role=group] a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Unknown_currency_is_said()
    {
        var chart = Open("chart=total:sum,status", """{"by":"New","value":1}""");

        Assert.Equal(["New 1.00"], Table(chart));
        Assert.Contains(GroupChart.CurrencyText, TextOf(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_rows_need_no_currency() => Assert.DoesNotContain(
        GroupChart.CurrencyText, TextOf(Open("chart=count,status", """{"by":"New","value":1}""")), StringComparison.Ordinal);

    [Fact]
    public void Statuses_are_in_their_own_order_with_unknown_ones_after_them() => Assert.Equal(
        ["New 2", "Sent 3", "Lost 9", "(none) 1"],
        Table(Open(
            "chart=count,status", """{"by":"Lost","value":9}""", """{"by":null,"value":1}""", """{"by":"Sent","value":3}""", """{"by":"New","value":2}""")));

    [Fact]
    public void Names_are_ordered_by_size() => Assert.Equal(
        ["Rome 9", "(none) 4", "(empty) 3", "Oslo 3"],
        Table(Open(
            "chart=count,city", """{"by":"Oslo","value":3}""", """{"by":"","value":3}""", """{"by":null,"value":4}""", """{"by":"Rome","value":9}""")));

    [Fact]
    public void Yes_and_no_are_words() =>
        Assert.Equal(["No 9", "Yes 2"], Table(Open("chart=count,gift", """{"by":true,"value":2}""", """{"by":false,"value":9}""")));

    [Fact]
    public void Of_many_names_the_largest_are_drawn_and_all_are_in_the_table()
    {
        var chart = Open("chart=count,city", [.. Enumerable.Range(1, 134).Select(i => $$"""{"by":"City {{i}}","value":{{i}}}""")]);

        Assert.Equal(20, chart.FindAll("rect").Count);
        Assert.Contains("The 20 largest of 134.", TextOf(chart), StringComparison.Ordinal);
        Assert.Equal(134, Table(chart).Count);
    }

    [Fact]
    public void Table_that_is_cut_is_not_said_to_have_the_others()
    {
        var chart = Open(
            "chart=count,city", [.. Enumerable.Range(1, ChartTable.MaxRows + 1).Select(i => $$"""{"by":"City {{i}}","value":{{i}}}""")]);

        Assert.DoesNotContain("The table has the others.", TextOf(chart), StringComparison.Ordinal);
        Assert.Equal(ChartTable.MaxRows, Table(chart).Count);
    }

    [Fact]
    public void Month_without_rows_is_shown_as_zero_and_rows_without_a_date_come_last() => Assert.Equal(
        ["November 2024 5", "December 2024 0", "January 2025 7", "(none) 2"],
        Table(Open(
            "chart=count,placedOn:month", """{"by":"2024-11","value":5}""", """{"by":"2025-01","value":7}""", """{"by":null,"value":2}""")));

    [Fact]
    public void Month_without_rows_has_no_average() => Assert.Equal(
        ["November 2024 5.00 EUR", "December 2024 no value", "January 2025 7.00 EUR"],
        Table(Open(
            "chart=total:average,placedOn:month",
            """{"by":"2024-11","value":5,"currency":"EUR"}""",
            """{"by":"2025-01","value":7,"currency":"EUR"}""")));

    [Fact]
    public void Years_are_in_order_and_compared() => Assert.Equal(
        ["2023 100000 no value", "2024 3 100000"],
        Table(Open("chart=count,placedOn:year", """{"by":"2024","value":3}""", """{"by":"2023","value":100000}"""))
            .Select(row => row.Replace("\u202F", "", StringComparison.Ordinal)));

    [Fact]
    public void Filtered_days_are_compared_with_those_of_the_same_filters_a_week_before()
    {
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2026-02-16&chart=count,placedOn:day", """{"by":"2026-02-16","value":4}""");
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2026-02-09&chart=count,placedOn:day", """{"by":"2026-02-09","value":3}""", """{"by":"2026-02-16","value":4}""");

        var chart = Render("filter=placedOn ge 2026-02-16&chart=count,placedOn:day");

        Assert.Equal(["16 February 2026 4 3"], Table(chart));
    }

    [Fact]
    public void Month_without_rows_before_is_compared_as_zero()
    {
        Returns(
            "/api/groups/AppB/orders?filter=placedOn ge 2026-01-01&chart=count,placedOn:month",
            """{"by":"2026-01","value":4}""", """{"by":"2026-02","value":5}""", """{"by":"2026-03","value":6}""");
        Returns(
            "/api/groups/AppB/orders?filter=placedOn ge 2025-01-01&chart=count,placedOn:month",
            """{"by":"2025-01","value":3}""", """{"by":"2025-03","value":2}""");

        var chart = Render("filter=placedOn ge 2026-01-01&chart=count,placedOn:month");

        Assert.Equal(["January 2026 4 3", "February 2026 5 0", "March 2026 6 2"], Table(chart));
    }

    [Fact]
    public void Incomplete_groups_before_are_not_compared()
    {
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2026-01-01&chart=count,placedOn:month", """{"by":"2026-01","value":4}""");
        Api.ReturnsJson(
            "/api/groups/AppB/orders?filter=placedOn ge 2025-01-01&chart=count,placedOn:month",
            $$"""
            { "rows": [{"by":"2025-01","value":3}], "next": null, "count": null, "incomplete": "{{IncompleteReasons.GroupLimit}}" }
            """);

        var chart = Render("filter=placedOn ge 2026-01-01&chart=count,placedOn:month");

        Assert.Equal(["January 2026 4"], Table(chart));
        Assert.Contains(GroupChart.EarlierText, TextOf(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_currency_before_is_not_compared()
    {
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2026-01-01&chart=total:sum,placedOn:month", """{"by":"2026-01","value":4,"currency":"EUR"}""");
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2025-01-01&chart=total:sum,placedOn:month", """{"by":"2025-01","value":3,"currency":"USD"}""");

        var chart = Render("filter=placedOn ge 2026-01-01&chart=total:sum,placedOn:month");

        Assert.Equal(["January 2026 4.00 EUR"], Table(chart));
    }

    [Fact]
    public void Missing_comparison_and_part_of_a_month_are_said()
    {
        Returns("/api/groups/AppB/orders?filter=placedOn ge 2026-01-10&chart=count,placedOn:month", """{"by":"2026-01","value":4}""");
        Api.Refuses(
            "/api/groups/AppB/orders?filter=placedOn ge 2025-01-10&chart=count,placedOn:month",
            new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB failed", null));

        var chart = Render("filter=placedOn ge 2026-01-10&chart=count,placedOn:month");

        Assert.Equal(["January 2026 4"], Table(chart));
        Assert.Contains(GroupChart.EarlierText, TextOf(chart), StringComparison.Ordinal);
        Assert.Contains(GroupChart.CutText, TextOf(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_beyond_a_double_are_kept_in_the_table() => Assert.Equal(
        ["New 123\u202F456\u202F789\u202F012\u202F345\u202F678\u202F901\u202F234\u202F567\u202F890.00"], Table(Open("chart=total:max,status", """{"by":"New","value":123456789012345678901234567890}""")));

    [Fact]
    public void Result_without_groups_has_no_chart() =>
        Assert.Contains(ViewChart.NoValuesText, TextOf(Open("chart=count,status")), StringComparison.Ordinal);

    [Theory]
    [InlineData("chart=count,status", null)]
    [InlineData("chart=total:sum,placedOn:month", DataGroups.CurrencyProperty)]
    public void View_of_groups_has_a_currency_for_amounts_only(string query, string? currency)
    {
        var view = GroupText.ViewOf(Orders, StateOf(query).Chart!, count: 1)!;

        Assert.Equal(currency, view.Columns.Single(c => c.Name == DataGroups.ValueProperty).Currency);
    }

    [Fact]
    public void Column_that_the_view_does_not_have_has_no_chart() =>
        Assert.Null(GroupText.ViewOf(Orders, new DataGroups("gone", null, GroupMethods.Count, null), count: 1));

    private IRenderedComponent<GroupChart> Open(string query, params string[] rows)
    {
        Returns($"/api/groups/AppB/orders?{query.Split("&currency")[0]}", rows);
        return Render(query);
    }

    private void Returns(string address, params string[] rows) =>
        Api.ReturnsJson(address, $$"""{ "rows": [{{string.Join(',', rows)}}], "next": null, "count": {{rows.Length}} }""");

    private IRenderedComponent<GroupChart> Render(string query)
    {
        var state = StateOf(query);
        var chart = Render<GroupChart>(parameters => parameters
            .Add(p => p.Api, "AppB").Add(p => p.View, Orders).Add(p => p.Address, "data/AppB/orders")
            .Add(p => p.State, state).Add(p => p.Groups, state.Chart!).Add(p => p.Loads, 1));
        chart.WaitForState(() => chart.FindAll(".chart__wait").Count == 0);
        return chart;
    }

    private static ViewState StateOf(string query) => ViewState.TryRead("?" + query, out var state, out _) ? state : throw new FormatException(query);

    // Each row as text.
    private static List<string> Table(IRenderedComponent<GroupChart> chart)
    {
        chart.ByRole("button", ViewChart.TableLabel).Click();
        return [.. chart.FindAll("tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent.Trim())))];
    }
}
