using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>axe-core finds nothing on any page, light or dark, wide or narrow.</summary>
public sealed partial class AccessibilityJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Dark_stays_dark_when_the_page_is_replaced_before_its_circuit_runs()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await SignInAsync("alice", "/tokens");

        await Page.EvaluateAsync("document.documentElement.removeAttribute('data-theme')");

        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Every_page_is_clean(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(width, 800);
        await OpenAsync("/");
        await CheckAsync("welcome");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Pick an account" })).ToBeVisibleAsync();
        await CheckAsync("account picker");

        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await CheckAsync("data");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "AppB token" })).ToBeVisibleAsync();
        await CheckAsync("tokens");
        await OpenAsync("/trace");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Where the time went" })).ToBeVisibleAsync();
        await CheckAsync("trace");
        await OpenAsync("/no-user");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Ask both ways" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "As the application" })).ToBeVisibleAsync();
        await CheckAsync("no user");
        await OpenAsync("/");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "What you can do here" })).ToBeVisibleAsync();
        await CheckAsync("home");
        await OpenAsync("/data/appb/reports-sales");
        await Assertions.Expect(Page.Locator("section.problem")).ToBeVisibleAsync();
        await CheckAsync("refusal");
        await OpenAsync("/data/appb/nonsense");
        await CheckAsync("not found");
        await OpenAsync("/sign-in-failed?reason=consent_declined");
        await CheckAsync("sign-in failed");
    }

    private async Task CheckAsync(string page)
    {
        // The circuit writes the head anew when it starts; for that moment there is no title.
        await Assertions.Expect(Page).ToHaveTitleAsync(SomeTitle());
        var result = await Page.RunAxe(new AxeRunOptions());

        Assert.True(result.Violations.Length == 0, $"{page}: " + string.Join("; ", result.Violations.Select(v =>
            $"{v.Id} ({v.Impact}) at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}")));
    }

    [GeneratedRegex(".", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex SomeTitle();
}
