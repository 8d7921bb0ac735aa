using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>Numbers in the format of each visitor, in the circuit as in the page before it.</summary>
public sealed partial class CultureJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Visitors_at_the_same_time_have_their_own_number_format()
    {
        await SignInWithConsentAsync("alice");
        var signedIn = await Page.Context.StorageStateAsync();

        var german = await NewBrowserAsync(new() { Locale = "de-DE", StorageState = signedIn });
        var french = await NewBrowserAsync(new() { Locale = "fr-FR", StorageState = signedIn });
        var amounts = await Task.WhenAll(LargestAmountAsync(Page), LargestAmountAsync(german), LargestAmountAsync(french));

        Assert.Matches(British(), amounts[0]);
        Assert.Equal(amounts[0].Replace(',', ' ').Replace('.', ',').Replace(' ', '.'), amounts[1]);
        Assert.Equal(amounts[0].Replace(',', '\u202F').Replace('.', ','), amounts[2]);
    }

    private async Task<string> LargestAmountAsync(IPage page)
    {
        await page.GotoAsync(Address("/data/appb/orders?sort=total%20desc"));
        await Assertions.Expect(page.Locator("main[data-live]")).ToBeAttachedAsync();
        var amount = page.Locator("tbody tr").First.Locator("td.number bdi").First;
        await Assertions.Expect(amount).ToContainTextAsync("EUR");
        return await amount.InnerTextAsync();
    }

    [GeneratedRegex("^\\d{1,3}(,\\d{3})+\\.\\d\\d\u00A0EUR$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex British();
}
