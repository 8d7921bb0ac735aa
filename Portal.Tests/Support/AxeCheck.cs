using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit.v3;

namespace Portal.Tests.Support;

/// <summary>Checks the current state of a page with axe-core, wide and narrow, light and dark.</summary>
public static class AxeCheck
{
    // The circuit runs, or the page has none. While it starts, the page is rendered again and has no title.
    private const string Settled =
        "html:has(main[data-live]):has(title:not(:empty)), html:not(:has(script[src*='blazor.web'])):has(title:not(:empty))";

    // Every rule runs once per width, and the rules about colours again in dark. RunAxe takes four times as long,
    // because it opens a page of its own and also describes what passes. No rule that runs needs what axe would preload.
    private const string Run =
        """
        async rules => {
          const { violations } = await axe.run({
            resultTypes: ['violations'], preload: false, ...(rules.length ? { runOnly: rules } : {}) });
          const found = violations.map(v => `${v.id} (${v.impact}) at ${v.nodes.slice(0, 3).map(n => n.html).join(', ')}`);
          if (document.documentElement.scrollWidth > window.innerWidth) found.push('it scrolls sideways');
          return found;
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private static readonly int[] Widths = [1280, 390];

    private static readonly (ColorScheme Scheme, string[] Rules)[] Schemes =
        [(ColorScheme.Dark, ["color-contrast", "link-in-text-block"]), (ColorScheme.Light, [])];

    private static bool IsExplicit => TestContext.Current.TestCase is IXunitTestCase { Explicit: true };

    /// <summary>
    /// Fails if axe-core finds a problem, or if the page can be scrolled sideways. Afterwards the page is light and has
    /// its original width.
    /// </summary>
    public static async Task ExpectCleanAsync(this IPage page, string state)
    {
        await Assertions.Expect(page.Locator(Settled)).ToBeAttachedAsync();
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);

        var size = page.ViewportSize!;
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, size.Height);
            foreach (var (scheme, rules) in Schemes)
            {
                // Colours depend on the theme and hardly on the width: only the long run also checks them dark and narrow.
                if (scheme == ColorScheme.Dark && width != Widths[0] && !IsExplicit)
                    continue;

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
