using Microsoft.Playwright;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>axe-core finds no problem on the pages that no other journey checks.</summary>
public sealed class AccessibilityJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Dark_theme_stays_when_the_attribute_is_lost()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await SignInAsync("alice", "/tokens");

        await Page.EvaluateAsync("document.documentElement.removeAttribute('data-theme')");

        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Every_page_is_accessible()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await OpenAsync("/");
        await Page.ExpectCleanAsync("welcome");
        await OpenAsync("/tokens");
        await Assertions.Expect(Account("alice")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("account picker");

        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Page.ExpectCleanAsync("data");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.Locator("#AppB")).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("tokens");
        await OpenAsync("/trace");
        await Assertions.Expect(new Pages.TraceScreen(Page).Messages.First).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("trace");
        await OpenAsync("/data/appb/reports-sales");
        await Assertions.Expect(Code(ProblemCodes.RoleMissing)).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("refusal");
        await OpenAsync("/data/appb/nonsense");
        await Page.ExpectCleanAsync("not found");
        await OpenAsync("/sign-in-failed?reason=consent_declined");
        await Page.ExpectCleanAsync("sign-in failed");
    }
}
