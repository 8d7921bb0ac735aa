using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Components.SignIn;
using Portal.Contracts.SignIn;

namespace Portal.Tests.Browser;

/// <summary>An open page of Alice while the same browser becomes Bob's.</summary>
public sealed partial class AccountChangeJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const string KeepSocket = """
        window.WebSocket = class extends WebSocket {
          constructor(...args) {
            super(...args);
            window.socket = this;
            window.socketClosed = new Promise(done => this.addEventListener('close', done));
          }
        }
        """;

    [Fact]
    public async Task BLZ_07_page_whose_connection_drops_after_another_user_signed_in_is_reloaded()
    {
        await Page.AddInitScriptAsync(KeepSocket);
        var bob = await OpenAsAliceAsync();
        await BecomeAsync(bob);

        await Page.EvaluateAsync("socket.close()");

        await ExpectBobAsync();
    }

    [Fact]
    public async Task BLZ_07_page_that_was_left_is_not_connected_again_for_another_user()
    {
        await Page.AddInitScriptAsync(KeepSocket);
        var bob = await OpenAsAliceAsync();
        await Page.EvaluateAsync("Blazor.disconnect()");
        await BecomeAsync(bob);
        await Page.EvaluateAsync("socketClosed.then(() => null)");

        // The portal's script connects again when a page is shown whose connection failed.
        await Page.EvaluateAsync("""
            document.getElementById('components-reconnect-modal').dataset.state = 'failed';
            document.dispatchEvent(new Event('visibilitychange'));
            """);

        await ExpectBobAsync();
    }

    [Fact]
    public async Task BLZ_07_page_that_the_browser_kept_is_reloaded_when_it_is_shown_again()
    {
        var bob = await OpenAsAliceAsync();
        await Page.EvaluateAsync("Blazor.disconnect()");
        await BecomeAsync(bob);

        await Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await ExpectBobAsync();
    }

    [Fact]
    public async Task SGN_35_open_page_ends_when_another_user_signs_in_in_another_tab()
    {
        await SignInAsync("alice");
        await CircuitRunsAsync();
        await Assertions.Expect(AccountMenu).ToContainTextAsync("Alice");
        await Page.Context.ClearCookiesAsync(new() { NameRegex = EmulatorCookie() });
        var second = await Page.Context.NewPageAsync();

        await second.GotoAsync(Address(SessionRoutes.SignIn("/tokens")));
        await AccountOn(second, "bob").ClickAsync();
        await Assertions.Expect(AcceptOn(second).Or(AccountMenuOn(second))).ToBeVisibleAsync();
        if (await AcceptOn(second).IsVisibleAsync())
            await AcceptOn(second).ClickAsync();

        await Assertions.Expect(AccountMenuOn(second)).ToContainTextAsync("Bob");
        await Assertions.Expect(Heading(SignInPrompt.Ended)).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Assertions.Expect(Page.GetByText("another account").First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync("Alice");
        await Page.ReloadAsync();
        await ExpectBobAsync();
    }

    // Returns the cookies of Bob's session.
    private async Task<IReadOnlyList<Cookie>> OpenAsAliceAsync()
    {
        await SignInWithConsentAsync("bob");
        var bob = Fixture.SignedIn["bob"];
        await Page.Context.ClearCookiesAsync();
        await SignInWithConsentAsync("alice");
        await CircuitRunsAsync();
        await Assertions.Expect(AccountMenu).ToContainTextAsync("Alice");
        return bob;
    }

    private async Task BecomeAsync(IReadOnlyList<Cookie> cookies)
    {
        await Page.Context.ClearCookiesAsync();
        await Page.Context.AddCookiesAsync(cookies);
    }

    private async Task ExpectBobAsync()
    {
        await Assertions.Expect(AccountMenu).ToContainTextAsync("Bob", new() { Timeout = 15_000 });
        await CircuitRunsAsync();
        await Assertions.Expect(Page.Locator("body")).Not.ToContainTextAsync("Alice");
    }

    [GeneratedRegex("^Entra", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex EmulatorCookie();
}
