using System.Diagnostics;
using Microsoft.Playwright;
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
    public async Task Page_shows_within_three_seconds_that_AppB_is_down()
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
    }

    [Fact]
    public async Task Pages_show_within_three_seconds_that_the_sign_in_service_is_down()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await SignInAsync("alice");
        var visitor = await NewBrowserAsync();
        await Demo.EmulatorApp.StopAsync(TestContext.Current.CancellationToken);
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
}
