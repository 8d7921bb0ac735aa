using Entra.Emulator.Tenant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Components.Problems;
using Portal.Components.SignIn;
using Portal.Contracts.SignIn;
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

        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Orders", Level = 1 }))
            .ToBeVisibleAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
    }

    [Fact]
    public async Task SGN_31_Declined_sign_in_can_be_tried_again()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder);
        await OpenAsync("/tokens");
        await PickAsync("erin");

        await Decline.ClickAsync();

        await ExpectAddressAsync($"{SessionRoutes.SignInFailed}?reason={SignInReasons.ConsentDeclined}");
        await Link(NextStep.TryAgainLabel).ClickAsync();
        await PickOrContinueAsync("erin");
        await Accept.ClickAsync();
        await Assertions.Expect(AccountMenu).ToBeVisibleAsync();
        Assert.EndsWith("/tokens", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SGN_28_Signing_out_ends_the_session_at_the_portal_and_at_the_sign_in_service()
    {
        await SignInAsync("grace");

        await SignOutAsync();

        await ExpectSignedOutAsync();
        Assert.DoesNotContain(
            await Page.Context.CookiesAsync([Demo.Portal.ToString()]), c => c.Name == "__Host-portal");
        await OpenAsync("/tokens");
        await Assertions.Expect(Account("grace")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SGN_28_Signing_out_in_one_tab_signs_out_the_other()
    {
        await SignInAsync("grace");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address("/tokens"));
        await Assertions.Expect(other.Locator("main[data-live]")).ToBeAttachedAsync();

        await SignOutAsync();

        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = SignInPrompt.SignInLabel }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Signing_out_at_the_sign_in_service_signs_out_open_pages()
    {
        await SignInAsync("grace", "/tokens");
        await CircuitRunsAsync();
        var authority = await Page.Context.NewPageAsync();

        await authority.GotoAsync(new Uri(Demo.Authority.Browser, $"/{TestTenant.Id}/oauth2/v2.0/logout").AbsoluteUri);

        await Assertions.Expect(SignInLink).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.DoesNotContain(
            await Page.Context.CookiesAsync([Demo.Portal.ToString()]), c => c.Name == "__Host-portal");
    }

    [Fact]
    public async Task BLZ_09_an_open_page_ends_when_the_sign_in_is_revoked()
    {
        using var folder = new TemporaryFolder();
        await using var demo = Demo = await StartOwnDemoAsync(folder, null, "--Portal:Session:RevocationCheckSeconds=1");
        await SignInAsync("alice");
        await CircuitRunsAsync();
        var tenant = demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();

        demo.EmulatorApp.Services.GetRequiredService<Sessions>().Revoke(tenant.Users.Single(u => u.UserName == "alice"));

        await Assertions.Expect(Heading(SignInPrompt.Ended)).ToBeVisibleAsync();
        await SignInLink.ClickAsync();
        await Assertions.Expect(Account("alice")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Session_and_tokens_survive_a_restart_of_the_portal()
    {
        // Pages of administrators ask Microsoft Graph which consents are missing.
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Demo.RestartPortalAsync(TestContext.Current.CancellationToken);
        Fixture.AuthorityRequests.Clear();

        await Page.ReloadAsync();

        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        Assert.DoesNotContain(Fixture.AuthorityRequests.Requests, r => r.EndsWith("/token", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Fixture.AuthorityRequests.Requests, r => r.EndsWith("/authorize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SGN_19_Cookies_are_host_bound_and_contain_no_token()
    {
        await SignInAsync("alice");

        // Cookies ignore ports, so those of the emulator are included.
        var cookies = (await Page.Context.CookiesAsync([Demo.Portal.ToString()]))
            .Where(c => !c.Name.StartsWith("Entra.Emulator.", StringComparison.Ordinal))
            .ToList();
        var session = Assert.Single(cookies, c => c.Name == "__Host-portal");
        Assert.True(session is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Lax, Path: "/" });
        Assert.All(
            cookies.Where(c => c.Name != "theme"), c => Assert.StartsWith("__", c.Name, StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Null(Fixture.Secrets.FindIn(c.Value)));
    }

    // If the emulator still has a session, there is no account to pick.
    private async Task PickOrContinueAsync(string user)
    {
        var account = Account(user);
        await Assertions.Expect(account.Or(Accept).First).ToBeVisibleAsync();
        if (await account.IsVisibleAsync())
            await account.ClickAsync();
    }
}
