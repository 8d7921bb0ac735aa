using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>The flow, shown step by step.</summary>
public sealed class TraceJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator Messages => Page.Locator(".sequence__messages a");

    [Fact]
    public async Task Alice_walks_through_the_exchange_to_its_end()
    {
        await SignInWithConsentAsync("alice");
        await RunAsync("Orders (AppB)");
        await Assertions.Expect(Page.GetByText("Step 1 of")).ToBeVisibleAsync();

        for (var step = 1; !await Messages.Last.IsVisibleAsync(); step++)
        {
            await Page.GetByRole(AriaRole.Link, new() { Name = "Next step" }).ClickAsync();
            await Assertions.Expect(Page.GetByText($"Step {step + 1} of")).ToBeVisibleAsync();
        }

        await Assertions.Expect(Messages).ToHaveCountAsync(8);
        await Assertions.Expect(Messages.Filter(new() { HasText = "POST /token: on-behalf-of" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Cookies count for nothing").Or(Page.GetByText("hands the answer on"))).ToBeVisibleAsync();
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task Refusal_is_a_step_like_any_other()
    {
        await SignInWithConsentAsync("bob");

        await RunAsync("Orders (AppB)");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();

        await Assertions.Expect(Messages.Filter(new() { HasText = "403" })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Link_to_a_step_opens_at_that_step()
    {
        await SignInWithConsentAsync("alice");
        await RunAsync("Orders (AppB)");
        await Assertions.Expect(Page.GetByText("Step 1 of")).ToBeVisibleAsync();

        await Page.GotoAsync(Page.Url.Replace("step=1", "step=4", StringComparison.Ordinal));

        await Assertions.Expect(Page.GetByText("This is on-behalf-of")).ToBeVisibleAsync();
    }

    private async Task RunAsync(string view)
    {
        await OpenAsync("/trace");
        await Page.GetByLabel("Ask for").SelectOptionAsync(view);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Run it step by step" }).ClickAsync();
    }
}
