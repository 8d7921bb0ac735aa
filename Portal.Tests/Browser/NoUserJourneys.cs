using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Components.AppOnly;
using Portal.Components.Trace;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Support;
using Worker = Background.Sample.Program;

namespace Portal.Tests.Browser;

/// <summary>The same call on behalf of a user and app-only: side by side, and from the background app.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class NoUserJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator You => Page.GetByRole(AriaRole.Region, new() { Name = "As you" });

    private ILocator Application => Page.GetByRole(AriaRole.Region, new() { Name = "As the application" });

    [Fact]
    public async Task Bob_is_refused_where_the_application_is_allowed()
    {
        await SignInWithConsentAsync("bob");
        await OpenAsync("/no-user?api=AppB&view=orders");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Compare both calls" }).ClickAsync();

        await Assertions.Expect(Status(You, 403)).ToBeVisibleAsync();
        await Assertions.Expect(Status(Application, 200)).ToBeVisibleAsync();
        await Assertions.Expect(You.Locator($"[data-check='role'][data-state='{VerdictText.NameOf(CheckState.Failed)}']"))
            .ToContainTextAsync("Orders.Read");
        await Assertions.Expect(You.GetByRole(AriaRole.Button, new() { Name = ProblemCodes.RoleMissing, Exact = true }))
            .ToBeVisibleAsync();
        await Page.ExpectCleanAsync("both sides");
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task On_behalf_of_with_an_app_only_token_is_refused()
    {
        await SignInWithConsentAsync("bob");
        await OpenAsync("/no-user");

        await Page.GetByRole(AriaRole.Button, new() { Name = AssertionTrialForm.SendLabel }).ClickAsync();
        await Assertions.Expect(Page.GetByText("AADSTS7000114", new() { Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "See it on the trace" }).ClickAsync();

        await Assertions.Expect(new TraceScreen(Page).Messages.Filter(new() { HasText = "400" })).ToHaveCountAsync(1);
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task Carol_sees_the_run_of_the_background_app_on_the_trace()
    {
        using var output = new StringWriter();
        var code = await Worker.RunAsync(
            [
                "--environment=Development",
                $"--DataDirectory={Fixture.DataDirectory}",
                $"--AzureAd:Instance={Demo.Authority.BackChannel}",
                $"--Background:DownstreamApis:AppB:BaseUrl={Demo.AppB}",
                $"--Background:DownstreamApis:Portal:BaseUrl={Demo.Portal}",
            ],
            output,
            output,
            TestContext.Current.CancellationToken);
        Assert.True(code == Worker.Success, output.ToString());
        await SignInWithConsentAsync("carol");
        await OpenAsync("/trace");

        await Page.Locator("a[data-application]").First.ClickAsync();

        var messages = new TraceScreen(Page).Messages;
        await Assertions.Expect(messages.Filter(new() { HasText = TraceText.ClientCredentialsLabel }))
            .ToBeVisibleAsync();
        var application = await Page.Locator("a[data-application]").First.GetAttributeAsync("data-application");
        await Assertions.Expect(Page.Locator("main header").GetByRole(AriaRole.Button, new() { Name = application! }))
            .ToBeVisibleAsync();
        await Page.ExpectCleanAsync("a run");
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    private static ILocator Status(ILocator side, int status) =>
        side.GetByRole(AriaRole.Definition).GetByText($"{status}", new() { Exact = true });
}
