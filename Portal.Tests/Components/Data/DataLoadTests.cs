using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Data;

namespace Portal.Tests.Components.Data;

public sealed class DataLoadTests : DataTest
{
    [Fact]
    public void Prerendering_requests_no_rows()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Open();

        Assert.Contains("Loading", TextOf(page));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void New_query_cancels_the_previous_one_and_ignores_its_response()
    {
        var slow = Api.Delays(FirstPage);
        Api.Returns(FirstPage + "?sort=total", Samples.Page(1, 7, count: 7));
        var page = Open();

        Navigation.NavigateTo("/data/AppB/orders?sort=total");
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("tbody tr").Count));
        slow.Complete(Samples.Page(1, 50));

        Assert.True(slow.WasCancelled);
        Assert.Equal(7, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Slow_request_keeps_the_old_rows_marked_as_busy()
    {
        Api.Returns(FirstPage, Samples.Page(1, 50));
        var slow = Api.Delays(FirstPage + "?sort=total");
        var page = Open();
        Follow(page, "Total");
        Assert.Equal("false", page.Find("scroll-region").GetAttribute("aria-busy"));

        Time.Advance(TimeSpan.FromMilliseconds(300));
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("scroll-region").GetAttribute("aria-busy")));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
        slow.Complete(Samples.Page(1, 3));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Leaving_the_page_cancels_its_query()
    {
        var slow = Api.Delays(FirstPage);
        Open();

        await DisposeComponentsAsync();

        Assert.True(slow.WasCancelled);
    }

    [Fact]
    public void Refusal_replaces_the_rows()
    {
        Api.Refuses(FirstPage, Samples.RoleMissing);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("A role is missing", TextOf(page)));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void Empty_result_shows_a_message()
    {
        Api.Returns(FirstPage, Samples.Page(1, 0, count: 0));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains(NoRows.NoRowsHeading, TextOf(page)));
    }

    [Theory]
    [InlineData("AppB", "nothing")]
    [InlineData("Nobody", "orders")]
    public void Unknown_view_is_not_found(string api, string view)
    {
        var notFound = 0;
        Navigation.OnNotFound += (_, _) => notFound++;

        Render<DataPage>(parameters => parameters.Add(p => p.Api, api).Add(p => p.View, view));

        Assert.Equal(1, notFound);
        Assert.Equal(["/api/views"], Api.Requests);
    }
}
