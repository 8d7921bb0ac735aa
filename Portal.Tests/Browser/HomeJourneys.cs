using Microsoft.Playwright;
using Portal.Components.Home;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>The home page, from a stranger's first click to access.</summary>
public sealed class HomeJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Account_starts_with_one_click_and_the_page_names_the_button_that_gives_access()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await OpenAsync("/");

        await Page.Locator("a[href*='loginHint=bob']").ClickAsync();
        await Accept.ClickAsync();

        await Expect(GrantButton).ToBeVisibleAsync();
        await Expect(Code("AADSTS65001")).ToBeVisibleAsync();
        foreach (var width in (int[])[1280, 1000, 390])
        {
            await Page.SetViewportSizeAsync(width, 844);
            Assert.Equal("", await CollisionsAsync());
        }

        await Page.ExpectCleanAsync("home, consent missing");
        await GrantButton.ClickAsync();
        await Accept.ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Figure)).ToContainTextAsync("Role missing");
        await Expect(Page.GetByText(ApiOffer.NotAllowedLabel, new() { Exact = true }).First).ToBeVisibleAsync();
        await Page.ExpectCleanAsync("home, role missing");
    }

    /// <summary>The texts of the picture of the chain that touch one another.</summary>
    private Task<string> CollisionsAsync() => Page.EvaluateAsync<string>(
        """
        [...document.querySelectorAll('figure .arrow__label, figure .station')].map((e, i, all) => {
          if (all.length < 4) throw new Error(`The picture has only ${all.length} texts.`);
          const range = document.createRange();
          range.selectNodeContents(e);
          return { text: e.innerText, box: range.getBoundingClientRect() };
        }).flatMap((a, i, all) => all.slice(i + 1)
          .filter(b => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom && b.box.top < a.box.bottom)
          .map(b => `${a.text} × ${b.text}`)).join('; ')
        """);
}
