using Bunit;
using Portal.Components.Data;
using Portal.Components.SavedViews;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.SavedViews;
using Portal.Tests.Components.Data;

namespace Portal.Tests.Components.SavedViews;

public sealed class SavedViewTests : ComponentTest
{
    private const string Address = "/api/views/saved";

    private static readonly SavedView Large = new("1", "AppB", "orders", "Large <b>orders</b>", "?filter=total%20ge%20100");

    public SavedViewTests() => Api.Returns("/api/views", GridSamples.CatalogOf(GridSamples.Orders));

    [Fact]
    public void Saved_view_opens_by_its_link_which_can_be_copied()
    {
        var page = Open(Large);

        page.WaitForAssertion(
            () => Assert.Equal("/data/AppB/orders?filter=total%20ge%20100", page.ByRole("link", Large.Name).Address()));
        Assert.EndsWith("/data/AppB/orders?filter=total%20ge%20100", Assert.Single(page.Copies()), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Orders API: Orders", TextOf(page), StringComparison.Ordinal));
    }

    [Fact]
    public void View_is_renamed()
    {
        Api.Accepts("PUT " + Address + "/1");
        var page = Open(Large);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul")));

        page.ByRole("button", $"Rename {Large.Name}").Click();
        Api.Returns(Address, new SavedViewList([Large with { Name = "Big ones" }]));
        page.ByLabel($"New name of {Large.Name}").Input("Big ones");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("link", "Big ones")));
        Assert.Contains("PUT " + Address + "/1", Api.Requests);
        AssertFocused(page, "Rename Big ones");
    }

    [Fact]
    public void Cancelled_rename_returns_the_focus_to_its_button()
    {
        var page = Open(Large);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul")));
        page.ByRole("button", $"Rename {Large.Name}").Click();

        page.ByRole("button", "Cancel").Click();

        AssertFocused(page, $"Rename {Large.Name}");
    }

    [Fact]
    public void Deleted_view_can_be_restored()
    {
        Api.Accepts("DELETE " + Address + "/1");
        Api.Returns("POST " + Address, Large with { Id = "2" });
        var page = Open(Large);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul")));

        Api.Returns(Address, new SavedViewList([]));
        page.ByRole("button", $"Delete {Large.Name}").Click();
        page.WaitForAssertion(() => Assert.Contains(SavedViewEntries.NoneText, TextOf(page), StringComparison.Ordinal));
        Api.Returns(Address, new SavedViewList([Large with { Id = "2" }]));
        page.ByRole("button", SavedViewEntries.UndoLabel).Click();

        page.WaitForAssertion(() => Assert.NotNull(page.ByRole("link", Large.Name)));
        Assert.Empty(page.AllByRole("button", SavedViewEntries.UndoLabel));
        AssertFocused(page, $"Rename {Large.Name}");
    }

    [Fact]
    public void Undo_of_a_deletion_has_the_focus_before_the_list_is_read_again()
    {
        Api.Accepts("DELETE " + Address + "/1");
        var page = Open(Large);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul")));

        var list = Api.Delays(Address);
        page.ByRole("button", $"Delete {Large.Name}").Click();

        page.WaitForAssertion(() => AssertFocused(page, SavedViewEntries.UndoLabel));
        list.Complete(new SavedViewList([]));
    }

    [Theory]
    [InlineData("Gone", "orders", "", "Gone")]
    [InlineData("AppB", "invoices", "", "no longer has this view")]
    [InlineData("AppB", "orders", "?filter=colour%20eq%20red&sort=total", "colour")]
    [InlineData("AppB", "orders", "?columns=number,weight&sort=size", "weight, size")]
    public void View_whose_api_or_column_is_gone_says_so(string api, string view, string query, string missing)
    {
        var page = Open(Large with { Api = api, View = view, Query = query });

        page.WaitForAssertion(() => Assert.Contains(missing, page.Find(".warning").Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void Unavailable_api_is_not_reported_as_gone()
    {
        Api.Returns("/api/views", new ViewCatalog([new ApiViews("AppB", "AppB", [], Samples.RoleMissing)]));

        var page = Open(Large);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul")));
        Assert.Empty(page.FindAll(".warning"));
    }

    [Fact]
    public void Problem_of_the_storage_is_shown()
    {
        Api.Refuses(Address, new ApiProblem(ProblemCodes.SavedViewsUnavailable, 503, "Saved views cannot be used now"));

        var page = Render<SavedViewEntries>();

        page.WaitForAssertion(() => Assert.Contains(ProblemCodes.SavedViewsUnavailable, page.Copies()));
    }

    [Fact]
    public void Table_is_saved_with_its_filters_columns_and_order()
    {
        Api.Returns("/api/data/AppB/orders?sort=total&filter=status eq New&skip=50", GridSamples.Page(50, 50));
        Api.Returns(Address, new SavedViewList([]));
        Api.Returns("POST " + Address, Large);
        Navigation.NavigateTo("/data/AppB/orders?sort=total&filter=status eq New&skip=50&columns=number");
        var page = Render<DataPage>(parameters => parameters.Add(p => p.Api, "AppB").Add(p => p.View, "orders"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));

        page.ByRole("button", SavedViewEntries.Label).Click();
        page.ByLabel(SavedViewPanel.NameLabel).Input(" New ones ");
        page.Find("dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains(page.AllByRole("status"), s => s.Text() == "New ones is saved."));
        Assert.Contains("POST " + Address, Api.Requests);
    }

    [Fact]
    public void Empty_name_is_refused_where_it_can_be_corrected()
    {
        Api.Returns(Address, new SavedViewList([]));
        var panel = Render<SavedViewPanel>(parameters => parameters
            .Add(p => p.Api, "AppB").Add(p => p.View, "orders").Add(p => p.State, new()).Add(p => p.Anchor, "anchor"));

        panel.Find("form").Submit();

        Assert.NotEmpty(panel.ByLabel(SavedViewPanel.NameLabel).Description());
        Assert.DoesNotContain("POST " + Address, Api.Requests);
    }

    private void AssertFocused<T>(IRenderedComponent<T> page, string button)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        page.WaitForAssertion(() => JSInterop.Invocations["Blazor._internal.domWrapper.focus"][^1].Arguments[0]
            .ShouldBeElementReferenceTo(page.ByRole("button", button)));

    private IRenderedComponent<SavedViewEntries> Open(SavedView saved)
    {
        Api.Returns(Address, new SavedViewList([saved]));
        return Render<SavedViewEntries>();
    }
}
