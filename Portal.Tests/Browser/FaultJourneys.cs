using System.Diagnostics;
using Entra.Emulator.Control;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Auth.TokenCache;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Problems;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>One of the apps is not running: the page soon shows which one, and offers to try again.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class FaultJourneys(DemoFixture fixture) : Journey(fixture)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task FLT_01_Page_shows_within_three_seconds_that_AppB_is_down()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInWithConsentAsync("alice");
        await Demo.AppBApp.StopAsync(TestContext.Current.CancellationToken);
        var waited = Stopwatch.StartNew();

        await Button(PageHeader.RefreshLabel).ClickAsync();

        await Assertions.Expect(Code(ProblemCodes.DownstreamUnavailable)).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Timeout);
        await Assertions.Expect(Button(NextStep.TryAgainLabel)).ToBeVisibleAsync();

        waited.Restart();
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.Locator("#AppB")).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Timeout);
    }

    [Fact]
    public async Task Pages_show_within_three_seconds_that_the_sign_in_service_is_down()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice");
        var visitor = await NewBrowserAsync();

        // The token page has asked for AppB's token then: the missing consent would be remembered.
        await Assertions.Expect(Page.Locator("#AppB")).ToBeVisibleAsync();
        await Demo.EmulatorApp.StopAsync(TestContext.Current.CancellationToken);
        await Demo.PortalApp.Services.GetRequiredService<ExchangedTokens>().ForgetFailuresAsync();
        var waited = Stopwatch.StartNew();

        await OpenAsync("/data/appb/customers");

        await Assertions.Expect(Code(ProblemCodes.AuthorityUnavailable)).ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Timeout);
        await Assertions.Expect(Button(NextStep.TryAgainLabel)).ToBeVisibleAsync();

        waited.Restart();
        await visitor.GotoAsync(Address("/tokens"));

        await Assertions.Expect(visitor.GetByRole(AriaRole.Link, new() { Name = NextStep.TryAgainLabel }))
            .ToBeVisibleAsync();
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, Timeout);
        Assert.Contains(
            $"{SessionRoutes.SignInFailed}?reason={SignInReasons.AuthorityUnavailable}",
            visitor.Url,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OBO_18_pages_say_that_a_web_page_came_in_place_of_a_token()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        var faults = Demo.EmulatorApp.Services.GetRequiredService<PendingFaults>();
        faults.Add(new Fault("token") { Body = "html", Times = 2 });
        await OpenAsync("/tokens");
        await PickAsync("alice");
        await Accept.ClickAsync();

        await ExpectAddressAsync($"{SessionRoutes.SignInFailed}?reason={SignInReasons.AuthorityInvalid}");

        faults.Clear();
        await Link(NextStep.TryAgainLabel).ClickAsync();
        await Assertions.Expect(Page.Locator("#AppB")).ToBeVisibleAsync();
        faults.Add(new Fault("token") { Body = "html", Times = 10 });

        // The token page has already asked for AppB's token: the missing consent would be remembered.
        await Demo.PortalApp.Services.GetRequiredService<ExchangedTokens>().ForgetFailuresAsync();
        await OpenAsync("/data/appb/customers");

        await Assertions.Expect(Code(ProblemCodes.AuthorityUnavailable)).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("text/html (status 200)").First).ToBeVisibleAsync();

        faults.Clear();
        await Button(NextStep.TryAgainLabel).ClickAsync();
        await Assertions.Expect(GrantButton).ToBeVisibleAsync();
    }
}
