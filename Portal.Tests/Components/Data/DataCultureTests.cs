using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Data;

namespace Portal.Tests.Components.Data;

/// <summary>A view for a visitor with other formats: what is shown and typed follows them, the address does not.</summary>
public sealed class DataCultureTests : DataTest
{
    public DataCultureTests()
    {
        Describe(GridSamples.CatalogOf(GridSamples.Orders));
        Api.Returns(FirstPage, GridSamples.Page(0, 50));
        Services.GetRequiredService<VisitorCulture>().Use("de-DE");
    }

    [Fact]
    public void Cells_counts_and_filters_have_the_format_of_the_visitor()
    {
        Api.Returns(FirstPage + "?filter=total ge 1250.5", GridSamples.Page(0, 50));

        var page = Open("?filter=total ge 1250.5");

        page.WaitForAssertion(() => Assert.Equal("10,5", Cell(page, "Total").Text()));
        Assert.Contains("of 10.000+", page.Find($"#{DataBar.RangeId}").Text(), StringComparison.Ordinal);
        Assert.Equal("Total at least 1.250,5", page.Find("filter-chips bdi").Text());
    }

    [Theory]
    [InlineData("2026-02-01", "Placed on on or after 1. Februar 2026")]
    [InlineData("2026-02-30", "Placed on on or after 2026-02-30")]
    public void Day_of_a_filter_has_the_format_of_the_visitor(string day, string chip) =>
        Assert.Equal(chip, ChipOf("placedOn", ColumnTypes.Date, day));

    [Theory]
    [InlineData("2026-02-01T13:05:00Z", "Placed at on or after 1. Februar 2026 13:05 UTC")]
    [InlineData("2026-02-01T23:05:07-02:00", "Placed at on or after 2. Februar 2026 01:05:07 UTC")]
    [InlineData("2026-02-01T13:05:07.25Z", "Placed at on or after 2026-02-01 13:05:07.25 UTC")]
    public void Moment_of_a_filter_keeps_its_precision(string moment, string chip) =>
        Assert.Equal(chip, ChipOf("placedAt", ColumnTypes.Time, moment));

    [Theory]
    [InlineData("2.000,75", "2000.75", "2000,75")]
    [InlineData("2000.75", "2000.75", "2000,75")]
    [InlineData("100.000", "100000", "100000")]
    public void Typed_number_is_neutral_in_the_address(string typed, string sent, string shown)
    {
        Api.Returns($"{FirstPage}?filter=total ge {sent}", GridSamples.Page(0, 1, 1));
        var page = OpenPanel();

        Least(page).Change(typed);
        Assert.Equal(shown, Least(page).GetAttribute("value"));
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Equal($"?filter=total%20ge%20{sent}", Query));
    }

    [Fact]
    public void Invalid_number_is_kept_and_reported()
    {
        var page = OpenPanel();

        Least(page).Change("1.2.3");
        page.Find("dialog form").Submit();

        Assert.Equal(("1.2.3", "true"), (Least(page).GetAttribute("value"), Least(page).GetAttribute("aria-invalid")));
        Assert.Equal("", Query);
    }

    private string ChipOf(string column, string type, string value) => FilterLabels.Of(
        new DataFilter(column, FilterOperators.GreaterOrEqual, [value]),
        [new DataColumn(column, column == "placedOn" ? "Placed on" : "Placed at", type, null, Sortable: true)],
        Services.GetRequiredService<VisitorCulture>());

    private IRenderedComponent<DataPage> OpenPanel()
    {
        var page = Open();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));
        Button(page, DataHead.FilterLabel("Total")).Click();
        return page;
    }

    private static IElement Least(IRenderedComponent<DataPage> page) => page.FindAll("dialog select")
        .Single(s => s.GetAttribute("value") == "ge").ParentElement!.QuerySelector("input")!;
}
