using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.Data;
using Portal.Components.Problems;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;

namespace Portal.Tests.Browser;

public sealed class RefusalJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Theory]
    [InlineData("bob")]
    [InlineData("erin")]
    public async Task Missing_role_shows_what_is_required_and_presented_and_a_request_to_send(string user)
    {
        await SignInWithConsentAsync(user);

        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();
        var check = Page.Locator($"[data-check='role'][data-state='{VerdictText.NameOf(CheckState.Failed)}']");
        await Assertions.Expect(check.GetByRole(AriaRole.Button, new() { Name = "Orders.Read", Exact = true }))
            .ToBeVisibleAsync();
        await Assertions.Expect(check.GetByText(VerdictText.None("role"), new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("[data-copy*='Orders.Read'][data-copy*='@contoso.example']"))
            .ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900, Explicit = true, Traits = new[] { "Run", "Long" })]
    public async Task Answer_of_a_refused_view_is_visible_without_scrolling(int width, int height)
    {
        await SignInWithConsentAsync("bob");
        await Page.SetViewportSizeAsync(width, height);
        await Page.ReloadAsync();
        await CircuitRunsAsync();

        var answer = Page.Locator($"[data-who='{VerdictText.NameOf(FixOwner.Administrator)}']");
        var copy = answer.GetByRole(AriaRole.Button, new() { Name = CopyRequest.CopyLabel });
        await Assertions.Expect(answer.GetByRole(AriaRole.Heading)).ToContainTextAsync("Orders.Read");
        await Assertions.Expect(answer.GetByText(VerdictText.Who(FixOwner.Administrator))).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(copy).ToBeInViewportAsync(new() { Ratio = 1 });
        var box = await copy.BoundingBoxAsync();
        Assert.InRange(box!.Y + box.Height, 0, height);
        Assert.InRange(box.X + box.Width, 0, width);
        Assert.Equal(0, await Page.EvaluateAsync<int>("scrollY"));
    }

    [Theory]
    [InlineData("/data/appb/nonsense")]
    [InlineData("/nonsense", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/setup/nonsense")]
    public async Task Unknown_address_is_a_page_with_status_404(string address)
    {
        await SignInAsync("alice");

        var response = await Page.GotoAsync(Address(address));

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = NotFoundPage.Heading })).ToBeVisibleAsync();
        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("top=0")]
    [InlineData("top=-1", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("top=1000000000", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("top=many", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("sort=nonsense")]
    public async Task Invalid_value_in_the_address_can_be_reset(string query)
    {
        await SignInWithConsentAsync("alice");

        await OpenAsync($"/data/appb/orders?{query}");

        await CircuitRunsAsync();
        await Assertions.Expect(Code(ProblemCodes.QueryInvalid).Or(Code(ProblemCodes.RequestInvalid)))
            .ToBeVisibleAsync();
        await Link(DataToolbar.ResetLabel).First.ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
    }
}
