using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

internal static partial class AxeCheck
{
    // The circuit runs, or the page has none.
    private const string Settled = "body:has(main[data-live]), body:not(:has(script[src*='blazor.web']))";

    /// <summary>Fails with what axe-core finds on the page as it is now.</summary>
    public static async Task ExpectCleanAsync(this IPage page, string state)
    {
        // The circuit writes the page anew when it starts; for that moment there is no title.
        await Assertions.Expect(page.Locator(Settled)).ToBeAttachedAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(SomeTitle());
        var result = await page.RunAxe(new AxeRunOptions());

        Assert.True(result.Violations.Length == 0, $"{state}: " + string.Join("; ", result.Violations.Select(v =>
            $"{v.Id} ({v.Impact}) at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}")));
    }

    [GeneratedRegex(".", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex SomeTitle();
}
