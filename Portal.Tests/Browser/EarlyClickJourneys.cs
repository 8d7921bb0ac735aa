using Microsoft.Playwright;
using Portal.Components.Demo;
using Portal.Components.Layout;
using Portal.Components.Tokens;
using Portal.Contracts.Tokens;
using Portal.Tests.AccessContract;
using Portal.Tests.Browser.Pages;

namespace Portal.Tests.Browser;

/// <summary>Clicks and typed text on a page whose circuit does not run yet.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class EarlyClickJourneys(DemoFixture fixture) : Journey(fixture)
{
    private readonly TaskCompletionSource _circuitMayStart = new();

    private DemoDrawerPart Drawer => new(Page);

    [Fact]
    public async Task Early_click_takes_effect_once_the_circuit_runs()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync("/tokens");

        await Drawer.OpenButton.ClickAsync();
        _circuitMayStart.SetResult();

        await Assertions.Expect(Drawer.Scenario("withdraw-consent")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Click_before_the_scripts_have_loaded_takes_effect()
    {
        await SignInWithConsentAsync("bob");
        await Page.AddInitScriptAsync(
            $$"""
            new MutationObserver((_, observer) => {
              const button = [...document.querySelectorAll('button')]
                .find(b => b.textContent.trim() === '{{DemoDrawer.OpenLabel}}');
              if (!button) return;
              observer.disconnect();
              button.click();
            }).observe(document, { subtree: true, childList: true });
            """);

        await OpenAsync("/tokens");

        await Assertions.Expect(Drawer.Scenario("withdraw-consent")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Menu_opened_early_stays_open()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync("/tokens");

        await AccountMenu.ClickAsync();
        _circuitMayStart.SetResult();

        var account = Page.GetByRole(AriaRole.Group, new() { Name = UserMenu.AccountLabel });
        await Assertions.Expect(account.GetByText("bob@contoso.example")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Text_typed_early_is_searched_for_once_the_circuit_runs()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync("/codes");
        var search = Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Searchbox);

        await search.PressSequentiallyAsync("AADSTS65001");
        _circuitMayStart.SetResult();

        await Assertions.Expect(Page.Locator("main[data-live] .codes-search ~ p[role='status']")).ToHaveTextAsync("1 code");
        await Assertions.Expect(search).ToHaveValueAsync("AADSTS65001");
        await Assertions.Expect(search).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Token_pasted_early_is_decoded_once_the_circuit_runs()
    {
        await SignInWithConsentAsync("bob");
        await OpenWithoutCircuitAsync(TokenUrl.Paste);

        await Page.GetByLabel(PasteBox.FieldLabel).FillAsync(SampleToken.User.Written());
        _circuitMayStart.SetResult();

        await Assertions.Expect(Page.Locator($"#{TokenHops.Pasted}")).ToBeVisibleAsync();
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
