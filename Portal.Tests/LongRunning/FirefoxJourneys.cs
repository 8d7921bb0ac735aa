using System.Text.Json;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The main pages in Firefox.</summary>
[Collection(JourneysOfFailure.Name)]
public sealed class FirefoxJourneys(DemoFixture fixture)
{
    private const string Live = "document.querySelector('main[data-live]')";
    private const string Rows = "document.querySelectorAll('main a.row-link')";

    [Fact(Explicit = true)]
    [Trait("Run", "Long")]
    public async Task Orders_are_sorted_and_opened_and_tokens_are_read()
    {
        Assert.SkipWhen(Firefox.FindExecutable() is null, "Firefox is not installed.");
        await using var firefox = await Firefox.StartAsync(Firefox.FindExecutable()!);
        await firefox.OpenAsync(new Uri(fixture.Demo.Portal, "/data/appb/orders"));
        await firefox.ClickAsync(WithText("button", "alice@contoso.example"));
        await AcceptAsync(firefox);

        await firefox.ExpectAsync($"{Live} && {Rows}.length === 50");
        await firefox.ClickAsync(WithText("th a", "Total"));
        await firefox.ExpectAsync("location.search.includes('sort=total') && !document.querySelector('scroll-region[aria-busy=true]')");
        await firefox.EvaluateAsync($"{Rows}[0].focus()");
        await firefox.PressAsync("j");
        await firefox.ExpectAsync($"document.activeElement === {Rows}[1]");
        await firefox.ClickAsync($"{Rows}[0]");
        await firefox.ExpectAsync("location.search.includes('row=') && document.querySelector('dialog.row-drawer .row-values')");
        await firefox.PressAsync("\uE00C"); // Escape
        await firefox.ExpectAsync("!location.search.includes('row=')");

        await firefox.OpenAsync(new Uri(fixture.Demo.Portal, "/tokens"));
        await firefox.ExpectAsync($"{Live} && document.querySelectorAll('[data-finding], .claims').length > 0");
        await firefox.PressAsync("?");
        await firefox.ExpectAsync("document.querySelector('dialog.keys:modal')");
    }

    // Consents that earlier journeys have not given: at sign-in, and to the orders.
    private static async Task AcceptAsync(Firefox firefox)
    {
        var accept = WithText("button", "Accept");
        var grant = $"document.querySelector('a[href*=\"consent/\"]')";
        for (var consents = 0; consents < 2; consents++)
        {
            await firefox.ExpectAsync($"{accept} || {Rows}.length > 0 || ({Live} && {grant})");
            if (await firefox.HoldsAsync($"{Rows}.length > 0"))
                return;
            if (await firefox.HoldsAsync($"{Live} && {grant}"))
                await firefox.ClickAsync(grant);

            await firefox.ClickAsync(accept);
            await firefox.ExpectAsync($"!({accept})");
        }
    }

    private static string WithText(string selector, string text) =>
        $"[...document.querySelectorAll({JsonSerializer.Serialize(selector)})]"
        + $".find(e => e.checkVisibility() && e.textContent.includes({JsonSerializer.Serialize(text)}))";
}
