using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Pages;

namespace Portal.Tests.Components;

public sealed class DataLoadTests : DataTest
{
    [Fact]
    public void The_api_is_asked_once_and_not_while_prerendering()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Open();

        Assert.Contains("Loading", TextOf(page));
        Assert.Equal(["/api/views"], Api.Requests);
    }

    [Fact]
    public void A_new_query_cancels_the_one_in_flight_and_its_late_answer_is_dropped()
    {
        var slow = Api.Holds(FirstPage);
        Api.Answers(FirstPage + "&$orderby=total", Samples.Page(1, 7, count: 7));
        var page = Open();

        Navigation.NavigateTo("/data/AppB/orders?sort=total");
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("tbody tr").Count));
        slow.Comes(Samples.Page(1, 50));

        Assert.True(slow.WasCancelled);
        Assert.Equal(7, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Rows_that_take_long_are_dimmed_but_stay()
    {
        Api.Answers(FirstPage, Samples.Page(1, 50));
        var slow = Api.Holds(FirstPage + "&$orderby=total");
        var page = Open();
        Follow(page, "Total");
        Assert.Equal("false", page.Find("scroll-region").GetAttribute("aria-busy"));

        Time.Advance(TimeSpan.FromMilliseconds(300));
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("scroll-region").GetAttribute("aria-busy")));
        Assert.Equal(50, page.FindAll("tbody tr").Count);
        slow.Comes(Samples.Page(1, 3));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Leaving_the_page_cancels_its_query()
    {
        var slow = Api.Holds(FirstPage);
        Open();

        await DisposeComponentsAsync();

        Assert.True(slow.WasCancelled);
    }

    [Fact]
    public void A_refusal_takes_the_place_of_the_rows()
    {
        Api.Refuses(FirstPage, Samples.RoleMissing);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("A role is missing", TextOf(page)));
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public void No_rows_are_said_in_words()
    {
        Api.Answers(FirstPage, Samples.Page(1, 0, count: 0));

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("Nothing here yet", TextOf(page)));
    }

    [Theory]
    [InlineData("AppB", "nothing")]
    [InlineData("Nobody", "orders")]
    public void An_unknown_view_is_not_found(string api, string view)
    {
        var notFound = 0;
        Navigation.OnNotFound += (_, _) => notFound++;

        Render<Data>(parameters => parameters.Add(p => p.Api, api).Add(p => p.View, view));

        Assert.Equal(1, notFound);
        Assert.Equal(["/api/views"], Api.Requests);
    }
}
