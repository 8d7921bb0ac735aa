using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>A state of a page, looked at wide and narrow, light and dark, without walking to it once more.</summary>
public static class AxeCheck
{
    // The circuit runs, or the page has none; while it starts it writes the page anew, and there is no title.
    private const string Settled =
        "html:has(main[data-live]):has(title:not(:empty)), html:not(:has(script[src*='blazor.web'])):has(title:not(:empty))";

    // Every rule runs once for a width, and those on colours again in dark. RunAxe would also describe what passes, in a page of
    // its own: that takes four times as long.
    private const string Run =
        """
        async rules => {
          const { violations } = await axe.run({ resultTypes: ['violations'], ...(rules.length ? { runOnly: rules } : {}) });
          const found = violations.map(v => `${v.id} (${v.impact}) at ${v.nodes.slice(0, 3).map(n => n.html).join(', ')}`);
          if (document.documentElement.scrollWidth > window.innerWidth) found.push('it scrolls sideways');
          return found;
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly int[] Widths = [1280, 390];

    private static readonly (ColorScheme Scheme, string[] Rules)[] Schemes =
        [(ColorScheme.Dark, ["color-contrast", "link-in-text-block"]), (ColorScheme.Light, [])];

    /// <summary>
    /// Fails with what axe-core finds in one of the four forms, or when the page can be scrolled sideways. The page is light
    /// afterwards, and as wide as it was.
    /// </summary>
    public static async Task ExpectCleanAsync(this IPage page, string state)
    {
        await Assertions.Expect(page.Locator(Settled)).ToBeAttachedAsync();
        await page.EvaluateAsync(Axe);

        var size = page.ViewportSize!;
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, size.Height);
            foreach (var (scheme, rules) in Schemes)
            {
                await WearAsync(page, scheme);
                var found = await page.EvaluateAsync<string[]>(Run, rules);
                Assert.True(found.Length == 0, $"{state}, {width} px, {scheme}: {string.Join("; ", found)}");
            }
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private static async Task WearAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var other = scheme == ColorScheme.Dark ? "light" : "dark";
        await Assertions.Expect(page.Locator($"html[data-theme={other}]")).ToHaveCountAsync(0);
    }
}
