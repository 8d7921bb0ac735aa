using Microsoft.Playwright;
using Portal.Tests.Support;
using Worker = Background.Sample.Program;

namespace Portal.Tests.Browser;

/// <summary>With a user and without one: shown side by side, and run by the background app.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class NoUserJourneys(DemoFixture fixture) : Journey(fixture)
{
    private ILocator You => Page.GetByRole(AriaRole.Region, new() { Name = "As you" });

    private ILocator Application => Page.GetByRole(AriaRole.Region, new() { Name = "As the application" });

    [Fact]
    public async Task Bob_sees_that_the_application_would_be_let_in_where_he_is_refused()
    {
        await SignInWithConsentAsync("bob");
        await OpenAsync("/no-user?api=AppB&view=orders");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask both ways" }).ClickAsync();

        await Assertions.Expect(You.Locator(".status").First).ToHaveTextAsync("Refused");
        await Assertions.Expect(Application.Locator(".status").First).ToHaveTextAsync("Let in");
        await Assertions.Expect(You).ToContainTextAsync("It carries no roles, and needs Orders.Read.");
        await Assertions.Expect(Page.GetByText("AppB has just refused you.")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("both sides");
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task Authority_is_asked_in_front_of_bob_and_refuses()
    {
        await SignInWithConsentAsync("bob");
        await OpenAsync("/no-user");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask the authority" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("AADSTS7000114", new() { Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "See it on the trace" }).ClickAsync();

        await Assertions.Expect(Page.Locator(".sequence__messages a").Filter(new() { HasText = "400" })).ToHaveCountAsync(1);
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }

    [Fact]
    public async Task Carol_finds_the_run_of_the_background_app_on_the_trace()
    {
        using var told = new StringWriter();
        var code = await Worker.RunAsync(
            [
                "--environment=Development",
                $"--DataDirectory={Fixture.DataDirectory}",
                $"--AzureAd:Instance={Demo.Authority.BackChannel}",
                $"--Background:DownstreamApis:AppB:BaseUrl={Demo.AppB}",
                $"--Background:DownstreamApis:Portal:BaseUrl={Demo.Portal}",
            ],
            told,
            told,
            TestContext.Current.CancellationToken);
        Assert.True(code == Worker.Success, told.ToString());
        await SignInWithConsentAsync("carol");
        await OpenAsync("/trace");

        await Page.Locator(".traces a").Filter(new() { HasText = "background app, no user" }).First.ClickAsync();

        await Assertions.Expect(Page.Locator(".sequence__messages a").Filter(new() { HasText = "POST /token: as the application" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".sequence__parties")).ToContainTextAsync("Background app");
        await Assertions.Expect(Page.GetByText("A background app, no user")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("a run");
        Assert.Null(Fixture.Secrets.FindIn(await Page.ContentAsync()));
    }
}
