using Microsoft.Playwright;

namespace Portal.Tests.Browser;

public sealed class RefusalJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Theory]
    [InlineData("bob")]
    [InlineData("erin")]
    public async Task Who_lacks_the_role_sees_what_is_demanded_carried_and_who_can_fix_it(string user)
    {
        await SignInWithConsentAsync(user);

        var problem = Page.Locator("section.problem");
        await Assertions.Expect(problem.GetByRole(AriaRole.Heading, new() { Name = "What AppB demands" })).ToBeVisibleAsync();
        await Assertions.Expect(problem.GetByText("Orders.Read", new() { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(problem.GetByRole(AriaRole.Heading, new() { Name = "What your token carries" })).ToBeVisibleAsync();
        await Assertions.Expect(problem.GetByText("No roles", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(problem.GetByRole(AriaRole.Heading, new() { Name = "Who can fix it" })).ToBeVisibleAsync();
        await Assertions.Expect(problem.GetByRole(AriaRole.Button, new() { Name = "role_missing" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/data/appb/nonsense")]
    [InlineData("/nonsense")]
    [InlineData("/setup/nonsense")]
    public async Task Unknown_address_is_a_page_that_says_so_with_status_404(string address)
    {
        await SignInAsync("alice");

        var response = await Page.GotoAsync(Address(address));

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "There is nothing here" })).ToBeVisibleAsync();
        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("top=0")]
    [InlineData("top=-1")]
    [InlineData("top=1000000000")]
    [InlineData("top=many")]
    [InlineData("sort=nonsense")]
    public async Task Bad_value_in_the_address_is_explained_and_can_be_reset(string query)
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync($"/data/appb/orders?{query}");

        // The circuit renders the page anew when it starts; a click in that moment can be lost.
        await Assertions.Expect(Page.Locator(".user-menu__user")).ToBeAttachedAsync();
        await Page.Locator("section.problem").GetByRole(AriaRole.Link, new() { Name = "Reset the view" }).ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
    }
}
