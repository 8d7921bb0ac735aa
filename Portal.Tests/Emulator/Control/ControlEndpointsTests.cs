using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Portal.Tests.Emulator.Control;

/// <summary>The controls for clock, tokens and sign-ins, and the reset.</summary>
public sealed class ControlEndpointsTests : ControlTest
{
    [Fact]
    public async Task Advancing_the_clock_expires_tokens()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(browser, "alice");

        var state = await ControlAsync("clock", new { advanceSeconds = 91 * 60 });
        var expired = await Tokens.OnBehalfOfAsync(tokens.AccessToken);
        await ControlAsync("clock", new { offsetSeconds = -7200 });
        var old = await Tokens.BackgroundAsync("api://appb/.default");

        Assert.Equal(5460, state.GetProperty("clockOffsetSeconds").GetDouble());
        Assert.Equal(500133, expired.ErrorCode);
        Assert.InRange(old.Access.GetProperty("exp").GetInt64(), 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Tampered_token_differs_only_as_requested()
    {
        var order = new { client = TestTenant.Portal, resource = TestTenant.AppB, user = "alice" };

        var sound = await TamperAsync(order);
        var wrong = await TamperAsync(new
        {
            order.client,
            order.resource,
            order.user,
            set = new { aud = "somebody", roles = (string[])["Orders.Write"] },
            remove = (string[])["scp"],
        });
        var unsigned = await TamperAsync(new { order.client, order.resource, order.user, key = "None" });
        var strange = await TamperAsync(new { order.client, order.resource, order.user, key = "Unknown" });
        var nameless = await TamperAsync(
            new { order.client, order.resource, order.user, removeHeader = (string[])["kid"] });

        Assert.True(await IsSignedByTheTenantAsync(sound));
        Assert.True(await IsSignedByTheTenantAsync(wrong));
        Assert.False(await IsSignedByTheTenantAsync(unsigned));
        Assert.False(await IsSignedByTheTenantAsync(strange));
        Assert.Equal("Orders.Read", new JsonWebToken(sound).GetClaim("roles").Value);
        Assert.Equal("somebody", new JsonWebToken(wrong).Audiences.Single());
        Assert.False(new JsonWebToken(wrong).TryGetClaim("scp", out _));
        Assert.Equal("", new JsonWebToken(nameless).Kid);
    }

    [Fact]
    public async Task Revoking_a_user_ends_sessions_refresh_tokens_and_assertions()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(browser, "alice");

        await ControlAsync("sessions/revoke", new { user = "alice" });
        var refreshed = await Tokens.RefreshAsync(tokens["refresh_token"]!);
        var onBehalf = await Tokens.OnBehalfOfAsync(tokens.AccessToken, ("scope", TestTenant.PortalScope));
        var silent = await browser.AuthorizeAsync(("prompt", "none"));
        var again = await browser.SignInAsync("alice");

        Assert.Equal(50173, refreshed.ErrorCode);
        Assert.Equal(50173, onBehalf.ErrorCode);
        Assert.Equal("login_required", silent.ClientResponse["error"]);
        Assert.NotEmpty(again.ClientResponse["code"]);
    }

    [Fact]
    public async Task Put_back_undoes_changes_that_are_still_in_effect()
    {
        using var browser = NewBrowser();
        await browser.SignInAsync("alice", ("scope", $"openid {TestTenant.AppB}/access_as_user"));
        var tokens = await Tokens.SignInAsync(browser, "alice");
        var role = new { user = "alice", resource = "AppB", role = "Orders.Read", assigned = false };
        await ControlAsync("roles", role);
        await ControlAsync("roles", new { user = "bob", role.resource, role.role, assigned = true });
        await ControlAsync("roles", new { user = "bob", role.resource, role.role, assigned = false });
        await ControlAsync("policies", new { user = "alice", resource = "AppB", control = "block" });

        var broken = await StateAsync();
        var blocked = await Tokens.OnBehalfOfAsync(tokens.AccessToken);
        var whole = await ControlAsync("put-back", new { });
        var allowed = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal(["role_removed alice", "blocked alice"], Changes(broken));
        Assert.Equal(53003, blocked.ErrorCode);
        Assert.Empty(Changes(whole));
        Assert.Equal(["Orders.Read"], allowed.Access.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Empty(Changes(await StateAsync()));
    }

    [Fact]
    public async Task Role_that_an_administrator_restored_can_be_removed_again()
    {
        var role = new { user = "alice", resource = "AppB", role = "Orders.Read", assigned = false };
        await ControlAsync("roles", role);
        RestoreRole();
        await ControlAsync("roles", role);

        var broken = await StateAsync();
        var whole = await ControlAsync("put-back", new { });

        Assert.Equal(["role_removed alice"], Changes(broken));
        Assert.Empty(Changes(whole));
        Assert.Contains(Host.Service<Assignments>().HeldBy(Alice().Id), a => a.Role == OrdersRead().Id);

        UserAccount Alice() => Host.Service<TenantDirectory>().FindUserByName("alice")!;

        AppRole OrdersRead() => AppB().Roles.Single(r => r.Value == role.role);

        App AppB() => Host.Service<TenantDirectory>().FindAppByName("AppB")!;

        void RestoreRole() => Assert.NotNull(
            Host.Service<Assignments>().Add(AppB().Principal!, OrdersRead().Id, Alice().Id, PrincipalKind.User));
    }

    [Fact]
    public async Task Changes_of_roles_and_consents_can_be_put_back_after_a_restart()
    {
        using (var browser = NewBrowser())
            await browser.SignInAsync("alice", ("scope", $"openid {TestTenant.AppB}/access_as_user"));
        await ControlAsync("roles", new { user = "alice", resource = "AppB", role = "Orders.Read", assigned = false });
        await ControlAsync("consents/withdraw", new { user = "alice", resource = "AppB" });
        await ControlAsync("policies", new { user = "alice", resource = "AppB", control = "block" });

        await RestartAsync();
        var broken = await StateAsync();
        var whole = await ControlAsync("put-back", new { });
        await RestartAsync();

        Assert.Equal(["role_removed alice", "consent_withdrawn alice"], Changes(broken));
        Assert.Empty(Changes(whole));
        Assert.Empty(Changes(await StateAsync()));
        var tenant = Host.Service<TenantDirectory>();
        var alice = tenant.FindUserByName("alice")!;
        var appB = tenant.FindAppByName("AppB")!;
        Assert.Contains(
            Host.Service<Assignments>().On(appB.Principal!),
            a => a.Principal == alice.Id && a.Role == appB.Roles.Single(r => r.Value == "Orders.Read").Id);
        Assert.Contains(
            "access_as_user", Host.Service<ConsentStore>().Granted(tenant.FindApp(TestTenant.Portal)!, alice, appB));

        async Task RestartAsync()
        {
            await Host.DisposeAsync();
            Http.Dispose();
            await InitializeAsync();
        }
    }

    [Fact]
    public async Task Required_second_factor_is_a_new_one_each_time()
    {
        using var browser = NewBrowser();
        var tokens = await Tokens.SignInAsync(browser, "alice");

        await ControlAsync("policies", new { user = "alice", resource = "AppB", control = "confirm" });
        var first = await Tokens.OnBehalfOfAsync(tokens.AccessToken);
        await ControlAsync("policies", new { user = "alice", resource = "AppB", control = "confirm" });
        var second = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal((50076, 50076), (first.ErrorCode, second.ErrorCode));
        Assert.NotEqual(first["claims"], second["claims"]);
        Assert.Equal(["second_factor_required alice"], Changes(await StateAsync()));
    }

    private static IEnumerable<string> Changes(System.Text.Json.JsonElement state) => state.GetProperty("changes").EnumerateArray()
        .Select(c => $"{c.GetProperty("kind").GetString()} {c.GetProperty("user").GetString()}");

    [Fact]
    public async Task Reset_restores_tenant_clock_and_responses()
    {
        using var browser = NewBrowser();
        await browser.SignInAsync("alice");
        await ControlAsync("clock", new { advanceSeconds = 60 });
        await ControlAsync("faults", new { endpoint = "token", code = 65001 });

        var state = await ControlAsync("reset", new { });
        var page = await browser.AuthorizeAsync();

        Assert.Equal(0, state.GetProperty("clockOffsetSeconds").GetDouble());
        Assert.Equal(0, state.GetProperty("faults").GetArrayLength());
        Assert.Equal(PageHeadings.Consent("Portal"), page.Heading);
    }
}
