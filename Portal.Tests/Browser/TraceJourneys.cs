using AccessContract;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.Problems;
using Portal.Components.Trace;
using Portal.Tests.Browser.Pages;

namespace Portal.Tests.Browser;

/// <summary>The trace of a request, step by step.</summary>
public sealed class TraceJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string Orders = "AppB/orders";

    // A request and a response for each: the page, the backend, the sign-in service and AppB.
    private const int Steps = 8;

    private TraceScreen Trace => new(Page);

    [Fact]
    public async Task Alice_steps_through_the_exchange_to_its_end()
    {
        await SignInWithConsentAsync("alice");
        await RunAsync();
        var next = Page.GetByRole(AriaRole.Link, new() { Name = "Next step" });

        for (var step = 1; step < Steps; step++)
        {
            await Assertions.Expect(Trace.Messages).ToHaveCountAsync(step);
            await next.ClickAsync();
        }

        await Assertions.Expect(Trace.Messages).ToHaveCountAsync(Steps);
        await Assertions.Expect(next).ToBeDisabledAsync();
        await Assertions.Expect(Trace.Messages.Filter(new() { HasText = TraceText.OnBehalfOfLabel }))
            .ToBeVisibleAsync();
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task Refusal_is_shown_as_a_step()
    {
        await SignInWithConsentAsync("bob");

        await RunAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = StepByStep.ShowAllLabel }).ClickAsync();

        await Assertions.Expect(Trace.Messages.Filter(new() { HasText = "403" })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Link_to_a_step_opens_at_that_step()
    {
        await SignInWithConsentAsync("alice");
        await RunAsync();

        await Page.GotoAsync(Page.Url.Replace("step=1", "step=4", StringComparison.Ordinal));

        await Assertions.Expect(Trace.CurrentStep).ToContainTextAsync(TraceText.OnBehalfOfLabel);
        await Assertions.Expect(Trace.Messages).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Trace_id_of_a_refusal_leads_to_its_trace_and_on_to_the_failed_check()
    {
        await SignInWithConsentAsync("bob");

        await Link(ProblemPanel.TraceLabel).First.ClickAsync();

        await Assertions.Expect(Trace.Current).ToContainTextAsync("403");
        await Assertions.Expect(Trace.Current).ToContainTextAsync(VerdictText.Title(CheckNames.Role));
        await Assertions.Expect(Trace.RefusedSteps.First).ToContainTextAsync(VerdictText.Title(CheckNames.Role));
        await Link(StepProblem.CheckLabel).First.ClickAsync();
        await Assertions.Expect(Page.Locator("[id='AppB-orders'] [data-check='role'][data-state='failed']")).ToBeVisibleAsync();
        Assert.EndsWith("/access#AppB-orders", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_are_in_the_address()
    {
        await SignInWithConsentAsync("bob");

        await OpenAsync("/trace?refused=true");
        await Assertions.Expect(Trace.Requests.First).ToBeVisibleAsync();
        await Assertions.Expect(Trace.Requests.Filter(new() { HasNotText = "403" })).ToHaveCountAsync(0);

        await Page.GetByLabel(TraceFilter.RefusedLabel).UncheckAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(Address("/trace"));
        await Assertions.Expect(Trace.Requests.Filter(new() { HasText = "/api/views" })).ToHaveCountAsync(0);
        await Page.GetByLabel(TraceFilter.ByPortalLabel).CheckAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(Address("/trace?portal=true"));
        var views = Trace.Requests.Filter(new() { HasText = "/api/views" }).First;
        await views.GetByRole(AriaRole.Cell).Last.ClickAsync();
        await Assertions.Expect(Trace.Current).ToContainTextAsync("/api/views");
    }

    private async Task RunAsync()
    {
        await OpenAsync("/trace");
        await Trace.RunAsync(Orders);
    }
}
