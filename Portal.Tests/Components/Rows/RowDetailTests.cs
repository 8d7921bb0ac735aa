using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Rows;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components.Rows;

public sealed class RowDetailTests : ComponentTest
{
    public RowDetailTests() => Api.Returns("/api/access/summary", RowSamples.Access());

    [Fact]
    public void Values_have_titles_and_the_first_text_names_the_row()
    {
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(), "\"1\"");

        var row = Open();

        row.WaitForAssertion(() => Assert.Equal("ORD-7", row.Find("h1").TextContent));
        Assert.Equal("New", Value(row, "Status").TextContent.Trim());
        Assert.Equal("1\u202F250.00", Value(row, "Total").TextContent.Trim());
        Assert.Equal(
            ["Paid", "Cancelled"], Value(row, "Next statuses").QuerySelectorAll("bdi").Select(b => b.TextContent));
        Assert.Equal("—", Value(row, "Note").TextContent.Trim());
    }

    [Fact]
    public void Parts_are_a_table_with_their_count()
    {
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(), "\"1\"");

        var row = Open();

        row.WaitForAssertion(() => Assert.Equal(2, row.FindAll("tbody tr").Count));
        Assert.Equal("Lines2", string.Concat(row.Find("caption").TextContent.Where(c => !char.IsWhiteSpace(c))));
        Assert.Equal(
            "FUR-9 12\u202F000", string.Join(' ', row.FindAll("tbody tr")[^1].Children.Select(cell => cell.Text())));
    }

    [Fact]
    public void Original_value_is_copied()
    {
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(note: "abc\u202Edef"), "\"1\"");

        var row = Open();

        row.WaitForAssertion(
            () => Assert.Equal("abc\u202Edef", Value(row, "Note").QuerySelector("button")!.GetAttribute("data-copy")));
        Assert.Equal("1250", Value(row, "Total").QuerySelector("button")!.GetAttribute("data-copy"));
        Assert.Equal("abc⟨U+202E⟩def", Value(row, "Note").TextContent.Trim());
    }

    [Fact]
    public void Descriptions_are_shown_on_request()
    {
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(), "\"1\"");
        var row = Open();
        row.WaitForAssertion(() => Assert.DoesNotContain("people use", TextOf(row)));

        row.Find("[aria-pressed]").Click();

        Assert.Contains("The number that people use.", TextOf(row));
        Assert.Equal("true", row.Find("[aria-pressed]").GetAttribute("aria-pressed"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("javascript:alert(1)")]
    public void INJ_01_Markup_in_long_text_is_encoded(string note)
    {
        var text = note + new string('x', 300);
        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(note: text), "\"1\"");

        var row = Open();

        row.WaitForAssertion(() => Assert.Equal(text, Value(row, "Note").QuerySelector("bdi")!.TextContent));
        Assert.Empty(row.FindAll("script, img, dd a"));
    }

    [Theory]
    [InlineData("""{"number":"ORD-7","secret":1}""", "1 more value that the contract does not describe")]
    [InlineData(
        """{"number":"ORD-7","a":1,"b":{"c":2},"@odata.etag":"1"}""",
        "2 more values that the contract does not describe")]
    public void Undescribed_values_are_counted_but_not_shown(string json, string expected)
    {
        Api.ReturnsJson(RowSamples.Address, json);

        var row = Open();

        row.WaitForAssertion(() => Assert.Contains(expected, TextOf(row)));
        Assert.DoesNotContain("secret", TextOf(row));
    }

    [Theory]
    [InlineData("""{"lines":"none today"}""", "Lines", "none today")]
    [InlineData("""{"lines":[1,"two"]}""", "Lines", "1 two")]
    [InlineData("""{"lines":[{"sku":"a"},7]}""", "Lines", """[{"sku":"a"},7]""")]
    [InlineData("""{"lines":{"sku":"a"}}""", "Lines", """{"sku":"a"}""")]
    [InlineData("""{"nextStatuses":"Paid"}""", "Next statuses", "Paid")]
    [InlineData("""{"nextStatuses":[]}""", "Next statuses", "none")]
    [InlineData("""{"status":["Paid"],"total":"much"}""", "Total", "much")]
    [InlineData("""{"note":"half \ud83d pair"}""", "Note", "\"half \\ud83d pair\"")]
    public void Values_of_unexpected_types_are_shown(string json, string title, string shown)
    {
        Api.ReturnsJson(RowSamples.Address, json);

        var row = Open();

        row.WaitForAssertion(() => Assert.Equal(shown, Value(row, title).Text()));
    }

    [Theory]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("""{"\ud83d":1,"note":"fine"}""")]
    [InlineData("""{"number":"ORD-7","lines":[{"\ud83d":1}]}""")]
    public void Response_that_is_not_a_row_is_a_problem(string json)
    {
        Api.ReturnsJson(RowSamples.Address, json);

        var row = Open();

        row.WaitForAssertion(() => Assert.Contains(ProblemCodes.DownstreamInvalid, row.Copies()));
    }

    [Fact]
    public void Missing_row_shows_a_message()
    {
        Api.Refuses(
            RowSamples.Address,
            new ApiProblem(ProblemCodes.NotFound, 404, "No such thing", "There is no order 7.", Api: "AppB"));

        var row = Open();

        row.WaitForAssertion(() => Assert.Contains($"{RowDetail.MissingHeading} There is no order 7.", TextOf(row)));
        Assert.Empty(row.AllByRole("alert"));
    }

    [Fact]
    public void Problem_can_be_retried()
    {
        Api.Refuses(
            RowSamples.Address, new ApiProblem(ProblemCodes.DownstreamUnavailable, 502, "AppB is away", Api: "AppB"));
        var row = Open();
        row.WaitForAssertion(() => Assert.Contains("AppB is away", TextOf(row)));

        Api.ReturnsRow(RowSamples.Address, RowSamples.Order(), "\"1\"");
        TryAgain(row);

        row.WaitForAssertion(() => Assert.Equal("ORD-7", row.Find("h1").TextContent));
    }

    [Fact]
    public void New_key_cancels_the_previous_request()
    {
        var slow = Api.Delays(RowSamples.Address);
        Api.ReturnsRow("/api/data/AppB/orders/8", new { id = 8, number = "ORD-8" }, "\"1\"");
        var row = Open();

        row.Render(parameters => parameters.Add(p => p.Key, "8"));
        row.WaitForAssertion(() => Assert.Equal("ORD-8", row.Find("h1").TextContent));
        slow.Complete(RowSamples.Order());

        Assert.True(slow.WasCancelled);
        Assert.Equal("ORD-8", row.Find("h1").TextContent);
    }

    [Fact]
    public void Prerendering_requests_no_row()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var row = Open();

        Assert.Equal("Row 7", row.Find("h1").TextContent);
        Assert.Empty(Api.Requests);
    }

    private IRenderedComponent<RowDetail> Open() => Render<RowDetail>(parameters => parameters
        .Add(p => p.Api, "AppB")
        .Add(p => p.View, RowSamples.Orders)
        .Add(p => p.Key, "7")
        .Add(p => p.Header, title => $"<h1>{title}</h1>"));

    private static IElement Value(IRenderedComponent<RowDetail> row, string title) =>
        row.FindAll("dt").Single(t => t.TextContent.Trim() == title).NextElementSibling!;
}
