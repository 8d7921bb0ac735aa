using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>What is clicked while a page is shown and its circuit does not run yet.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class EarlyClickJourneys(DemoFixture fixture) : Journey(fixture)
{
    private readonly TaskCompletionSource _circuitMayStart = new();

    [Fact]
    public async Task What_the_click_was_for_happens_once_the_circuit_runs()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync("/tokens");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Break something" }).ClickAsync();
        _circuitMayStart.SetResult();

        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw my consent for AppB" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Click_before_anything_has_loaded_is_made_again()
    {
        await SignInWithConsentAsync("bob");
        await Page.AddInitScriptAsync(
            """
            new MutationObserver((_, observer) => {
              const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Break something');
              if (!button) return;
              observer.disconnect();
              button.click();
            }).observe(document, { subtree: true, childList: true });
            """);

        await OpenAsync("/tokens");

        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw my consent for AppB" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Menu_that_was_opened_early_is_open_again()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync("/tokens");

        await AccountMenu.ClickAsync();
        _circuitMayStart.SetResult();

        await Assertions.Expect(Page.Locator(".user-menu__user")).ToBeVisibleAsync();
    }

    private async Task OpenWithoutCircuitAsync(string path)
    {
        await Page.RouteAsync(url => url.Contains("_framework/blazor.web", StringComparison.Ordinal), async route =>
        {
            await _circuitMayStart.Task;
            await route.ContinueAsync();
        });
        await Page.GotoAsync(Address(path), new() { WaitUntil = WaitUntilState.Commit });
    }
}
