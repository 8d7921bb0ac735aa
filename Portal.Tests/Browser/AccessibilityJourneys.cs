using Microsoft.Playwright;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>axe-core finds nothing on the pages that no other journey looks at.</summary>
public sealed class AccessibilityJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Dark_stays_dark_when_the_page_is_replaced_before_its_circuit_runs()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await SignInAsync("alice", "/tokens");

        await Page.EvaluateAsync("document.documentElement.removeAttribute('data-theme')");

        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Every_page_is_clean()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await OpenAsync("/");
        await Page.ExpectCleanAsync("welcome");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Pick an account" })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("account picker");

        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await Page.ExpectCleanAsync("data");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "AppB token" })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("tokens");
        await OpenAsync("/trace");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Where the time went" })).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("trace");
        await OpenAsync("/data/appb/reports-sales");
        await Assertions.Expect(Page.Locator("section.problem")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("refusal");
        await OpenAsync("/data/appb/nonsense");
        await Page.ExpectCleanAsync("not found");
        await OpenAsync("/sign-in-failed?reason=consent_declined");
        await Page.ExpectCleanAsync("sign-in failed");
    }
}
