using Microsoft.Playwright;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

public sealed class SignInJourneys(DemoFixture fixture) : Journey(fixture)
{
    [Fact]
    public async Task Alice_sees_her_orders()
    {
        await SignInAsync("alice", "/data/appb/orders");
        await GiveConsentAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Orders", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
    }

    [Fact]
    public async Task Declining_at_sign_in_leads_to_a_page_that_offers_it_again()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await OpenAsync("/tokens");
        await PickAsync("erin");

        await Cancel.ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You declined the permission" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await PickOrContinueAsync("erin");
        await Accept.ClickAsync();
        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
        Assert.EndsWith("/tokens", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_authority()
    {
        await SignInAsync("grace");

        await SignOutAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        Assert.DoesNotContain(await Page.Context.CookiesAsync([Demo.Portal.ToString()]), c => c.Name == "__Host-portal");
        await OpenAsync("/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "grace@contoso.example" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_in_one_tab_ends_the_other()
    {
        await SignInAsync("grace");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address("/tokens"));
        await Assertions.Expect(other.GetByRole(AriaRole.Heading, new() { Name = "Tokens", Level = 1 })).ToBeVisibleAsync();

        await SignOutAsync();

        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = "Sign in" }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Signing_out_at_the_authority_ends_the_pages_that_are_open_here()
    {
        await SignInAsync("grace", "/tokens");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Tokens", Level = 1 })).ToBeVisibleAsync();
        var authority = await Page.Context.NewPageAsync();

        await authority.GotoAsync(new Uri(Demo.Authority.Browser, $"/{TestTenant.Id}/oauth2/v2.0/logout").AbsoluteUri);

        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.DoesNotContain(await Page.Context.CookiesAsync([Demo.Portal.ToString()]), c => c.Name == "__Host-portal");
    }

    [Fact]
    public async Task Restarted_portal_is_back_on_the_data_without_a_question()
    {
        await SignInWithConsentAsync("carol");
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await Demo.RestartPortalAsync(TestContext.Current.CancellationToken);
        Fixture.AuthorityRequests.Clear();

        await Page.ReloadAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        Assert.DoesNotContain(Fixture.AuthorityRequests.Requests, r => r.EndsWith("/token", StringComparison.Ordinal));
        Assert.DoesNotContain(Fixture.AuthorityRequests.Requests, r => r.EndsWith("/authorize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookies_are_host_bound_and_carry_no_token()
    {
        await SignInAsync("alice");

        // Cookies do not know ports: those of the emulator, on another one, come along.
        var cookies = (await Page.Context.CookiesAsync([Demo.Portal.ToString()]))
            .Where(c => !c.Name.StartsWith("Entra.Emulator.", StringComparison.Ordinal))
            .ToList();
        var session = Assert.Single(cookies, c => c.Name == "__Host-portal");
        Assert.True(session is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Lax, Path: "/" });
        Assert.All(cookies.Where(c => c.Name != "theme"), c => Assert.StartsWith("__", c.Name, StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Null(Fixture.Secrets.FindIn(c.Value)));
    }

    // The authority may still know who it was; then there is no account to pick.
    private async Task PickOrContinueAsync(string user)
    {
        var account = Page.GetByRole(AriaRole.Button, new() { Name = $"{user}@contoso.example" });
        await Assertions.Expect(account.Or(Accept).First).ToBeVisibleAsync();
        if (await account.IsVisibleAsync())
            await account.ClickAsync();
    }
}
