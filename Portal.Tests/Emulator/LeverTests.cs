using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator;

/// <summary>What a test or a presenter can break.</summary>
public sealed class LeverTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private EmulatorHost _host = null!;
    private HttpClient _http = null!;

    private TokenEndpoint Tokens => new(_host, _http);

    public async ValueTask InitializeAsync()
    {
        _host = await EmulatorHost.StartAsync(_data.Path);
        _http = new HttpClient(_host.CreateHandler());
        _http.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_clock_moves_and_what_was_issued_expires()
    {
        using var browser = new EmulatorBrowser(_host);
        var tokens = await Tokens.SignInAsync(browser, "alice");

        var state = await PullAsync("clock", new { advanceSeconds = 91 * 60 });
        var expired = await Tokens.OnBehalfOfAsync(tokens.AccessToken);
        await PullAsync("clock", new { offsetSeconds = -7200 });
        var old = await Tokens.BackgroundAsync("api://appb/.default");

        Assert.Equal(5460, state.GetProperty("clockOffsetSeconds").GetDouble());
        Assert.Equal(500133, expired.ErrorCode);
        Assert.InRange(old.Access.GetProperty("exp").GetInt64(), 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task The_next_answers_of_an_endpoint_fail_as_told_and_then_no_more()
    {
        await PullAsync("faults", new { endpoint = "token", code = 65001 });
        await PullAsync("faults", new { endpoint = "token", status = 503, retryAfterSeconds = 7 });
        await PullAsync("faults", new { endpoint = "metadata", status = 500 });

        var refused = await Tokens.BackgroundAsync("api://appb/.default");
        using var unavailable = await _http.PostAsync(
            new Uri(_host.Authority, "oauth2/v2.0/token"), content: null, TestContext.Current.CancellationToken);
        var well = await Tokens.BackgroundAsync("api://appb/.default");
        using var metadata = await _http.GetAsync(
            new Uri(_host.Authority, "v2.0/.well-known/openid-configuration"), TestContext.Current.CancellationToken);

        Assert.Equal(("invalid_grant", 65001, "consent_required"), (refused.Error, refused.ErrorCode, refused["suberror"]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), unavailable.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, well.Status);
        Assert.Equal(HttpStatusCode.InternalServerError, metadata.StatusCode);
    }

    [Fact]
    public async Task A_slow_answer_is_the_same_answer()
    {
        await PullAsync("faults", new { endpoint = "token", delayMilliseconds = 50, times = 2 });
        var state = await StateAsync();

        var answer = await Tokens.BackgroundAsync("api://appb/.default");
        var left = await StateAsync();

        Assert.Equal(2, state.GetProperty("faults")[0].GetProperty("times").GetInt32());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, left.GetProperty("faults")[0].GetProperty("times").GetInt32());
    }

    [Fact]
    public async Task One_waiting_fault_is_taken_back_and_the_others_stay()
    {
        await PullAsync("faults", new { endpoint = "token", code = 65001, id = 99 });
        await PullAsync("faults", new { endpoint = "token", status = 503 });
        var first = (await StateAsync()).GetProperty("faults")[0].GetProperty("id").GetInt32();

        using var gone = await _http.DeleteAsync(Lever($"faults/{first}"), TestContext.Current.CancellationToken);
        using var again = await _http.DeleteAsync(Lever($"faults/{first}"), TestContext.Current.CancellationToken);
        var left = Assert.Single((await StateAsync()).GetProperty("faults").EnumerateArray().ToList());

        Assert.NotEqual(99, first);
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(503, left.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task The_codes_to_choose_from_are_the_ones_that_a_fault_takes()
    {
        var state = await StateAsync();

        foreach (var choice in state.GetProperty("codes").EnumerateArray())
            await PullAsync("faults", new { endpoint = "token", code = choice.GetProperty("code").GetInt32() });

        Assert.Contains(state.GetProperty("codes").EnumerateArray(), c => c.GetProperty("code").GetInt32() == 65001);
    }

    [Fact]
    public async Task A_page_fails_as_a_page()
    {
        await PullAsync("faults", new { endpoint = "authorize", code = 50105 });
        using var browser = new EmulatorBrowser(_host);

        var page = await browser.AuthorizeAsync();

        Assert.Equal("The sign-in cannot go on", page.Heading);
        Assert.Contains("AADSTS50105", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_token_differs_in_what_was_asked_for_alone()
    {
        var order = new { client = TestTenant.Portal, resource = TestTenant.AppB, user = "alice" };

        var sound = await ForgeAsync(order);
        var wrong = await ForgeAsync(new
        {
            order.client,
            order.resource,
            order.user,
            set = new { aud = "somebody", roles = (string[])["Orders.Write"] },
            remove = (string[])["scp"],
        });
        var unsigned = await ForgeAsync(new { order.client, order.resource, order.user, key = "None" });
        var strange = await ForgeAsync(new { order.client, order.resource, order.user, key = "Unknown" });
        var nameless = await ForgeAsync(new { order.client, order.resource, order.user, removeHeader = (string[])["kid"] });

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
    public async Task A_planned_rollover_keeps_old_tokens_good()
    {
        using var browser = new EmulatorBrowser(_host);
        var before = await Tokens.SignInAsync(browser, "alice");

        await PullAsync("keys", new { mode = "announce" });
        var announced = await PublishedAsync();
        await PullAsync("keys", new { mode = "planned" });
        var after = await Tokens.RefreshAsync(before["refresh_token"]!);

        Assert.Equal(2, announced.Count);
        Assert.Equal(announced, await PublishedAsync());
        Assert.NotEqual(KeyOf(before.AccessToken), KeyOf(after.AccessToken));
        Assert.Contains(KeyOf(after.AccessToken), announced);
        Assert.True(await IsSignedByTheTenantAsync(before.AccessToken));
        Assert.True(await IsSignedByTheTenantAsync(after.AccessToken));
    }

    [Fact]
    public async Task An_emergency_makes_old_tokens_worthless_but_no_refresh_token()
    {
        using var browser = new EmulatorBrowser(_host);
        var before = await Tokens.SignInAsync(browser, "alice");

        await PullAsync("keys", new { mode = "emergency" });
        var onBehalf = await Tokens.OnBehalfOfAsync(before.AccessToken);
        var after = await Tokens.RefreshAsync(before["refresh_token"]!);

        Assert.Equal(KeyOf(after.AccessToken), Assert.Single(await PublishedAsync()));
        Assert.Equal(50013, onBehalf.ErrorCode);
        Assert.True(await IsSignedByTheTenantAsync(after.AccessToken));
    }

    [Fact]
    public async Task Rolled_keys_outlive_a_restart()
    {
        await PullAsync("keys", new { mode = "planned" });
        var keys = await PublishedAsync();

        await _host.DisposeAsync();
        _http.Dispose();
        await InitializeAsync();

        Assert.Equal(2, keys.Count);
        Assert.Equal(keys, await PublishedAsync());
    }

    [Fact]
    public async Task Revoking_a_user_ends_sessions_refresh_tokens_and_assertions()
    {
        using var browser = new EmulatorBrowser(_host);
        var tokens = await Tokens.SignInAsync(browser, "alice");
        await PullAsync("clock", new { advanceSeconds = 2 });

        await PullAsync("sessions/revoke", new { user = "alice" });
        var refreshed = await Tokens.RefreshAsync(tokens["refresh_token"]!);
        var onBehalf = await Tokens.OnBehalfOfAsync(tokens.AccessToken, ("scope", TestTenant.PortalScope));
        var silent = await browser.AuthorizeAsync(("prompt", "none"));
        var again = await browser.SignInAsync("alice");

        Assert.Equal(50173, refreshed.ErrorCode);
        Assert.Equal(50173, onBehalf.ErrorCode);
        Assert.Equal("login_required", silent.Answer["error"]);
        Assert.NotEmpty(again.Answer["code"]);
    }

    [Fact]
    public async Task A_reset_brings_back_seed_clock_and_answers()
    {
        using var browser = new EmulatorBrowser(_host);
        await browser.SignInAsync("alice");
        await PullAsync("clock", new { advanceSeconds = 60 });
        await PullAsync("faults", new { endpoint = "token", code = 65001 });

        var state = await PullAsync("reset", new { });
        var page = await browser.AuthorizeAsync();

        Assert.Equal(0, state.GetProperty("clockOffsetSeconds").GetDouble());
        Assert.Equal(0, state.GetProperty("faults").GetArrayLength());
        Assert.Equal("Let Portal do this?", page.Heading);
    }

    private Uri Lever(string name) => new(_host.Addresses.BackChannel, $"levers/{name}");

    private Task<JsonElement> StateAsync() => _http.GetFromJsonAsync<JsonElement>(Lever(""), TestContext.Current.CancellationToken);

    private async Task<JsonElement> PullAsync<T>(string lever, T order)
    {
        using var response = await _http.PostAsJsonAsync(Lever(lever), order, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent
            ? default
            : await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private async Task<string> ForgeAsync<T>(T order) => (await PullAsync("tokens", order)).GetProperty("token").GetString()!;

    private async Task<List<string>> PublishedAsync() => [.. (await KeysAsync()).Keys.Select(k => k.Kid).Order(StringComparer.Ordinal)];

    private async Task<JsonWebKeySet> KeysAsync() => new(await _http.GetStringAsync(
        new Uri(_host.Authority, "discovery/v2.0/keys"), TestContext.Current.CancellationToken));

    private static string KeyOf(string token) => new JsonWebToken(token).Kid;

    private async Task<bool> IsSignedByTheTenantAsync(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await KeysAsync()).GetSigningKeys(),
            ValidAudiences = [TestTenant.Portal, TestTenant.AppB, "somebody"],
            ValidIssuer = $"{_host.Authority}v2.0",
        });
        return result.IsValid;
    }
}
