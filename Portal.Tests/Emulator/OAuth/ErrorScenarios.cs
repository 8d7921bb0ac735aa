using System.Text.Json;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.OAuth;

/// <summary>A request that produces each error code.</summary>
internal sealed class ErrorScenarios : IDisposable
{
    private readonly ErrorTableFixture _emulator;
    private readonly EmulatorBrowser _browser;

    public ErrorScenarios(ErrorTableFixture emulator)
    {
        _emulator = emulator;
        _browser = emulator.NewBrowser();
        ByCode = new Dictionary<int, Func<Task<ObservedError>>>
        {
            [900144] = () => Token(("grant_type", null)),
            [9002313] = () => Token(Obo("x", ("requested_token_use", "something"))),
            [70003] = () => Token(("grant_type", "password")),
            [90023] = () => Redirect(("prompt", "none login")),
            [90002] = () => Token("99999999-9999-4999-8999-999999999999", ("grant_type", "client_credentials")),
            [50194] = () => Token("common", ("grant_type", "client_credentials")),

            [700016] = () => Background(("client_id", "99999999-9999-4999-8999-999999999999")),
            [7000229] = () => Background(("client_id", ErrorTableFixture.Absent)),
            [7000112] = () => Background(("client_id", ErrorTableFixture.Disabled)),
            [7000218] = () => Background(("client_secret", null)),
            [7000215] = () => Background(("client_secret", "wrong")),
            [7000222] = () => Background(("client_secret", ErrorTableFixture.ExpiredSecret)),
            [700025] = () => Background(("client_id", TestTenant.CommandLine)),
            [700021] = () => Asserted(c => c.Assertion(Audience, Now, subject: TestTenant.AppB)),
            [700023] = () => Asserted(c => c.Assertion("https://elsewhere.example/token", Now)),
            [700024] = () => Asserted(c => c.Assertion(Audience, Now, lifetime: TimeSpan.FromMinutes(-1))),
            [700027] = UnknownCertificate,
            [50011] = () => Page(("redirect_uri", "https://evil.example/")),

            [70011] = () => Background(("scope", "api://appb/")),
            [650053] = () => Background(("scope", "api://appb/nothing")),
            [28000] = () => Background(("scope", "api://appb/.default https://graph.microsoft.com/.default")),
            [1002012] = () => Background(("scope", "openid")),
            [500011] = () => Background(("scope", "api://nobody/.default")),
            [500014] = () => Background(("scope", "api://disabled/.default")),
            [501051] = () => Background(("scope", "api://closed/.default")),
            [650057] = () => Refreshed("alice", ("scope", $"{TestTenant.Background}/.default")),
            [90009] = () => Redirect(("scope", $"openid api://{TestTenant.Portal}/user_impersonation")),

            [50058] = () => Redirect(("prompt", "none")),
            [50057] = () => Turned("erin"),
            [50105] = () => Turned("alice", ("client_id", ErrorTableFixture.Closed), ("scope", "openid")),
            [50076] = () => OnBehalf("frank"),
            [50079] = () => OnBehalf("dave"),
            [53003] = () => OnBehalf("grace"),
            [500121] = () => Cancelled("alice", PageHeadings.Confirmation, ("claims", TestTenant.StepUpClaims)),

            [65001] = () => OnBehalf("bob"),
            [65004] = () => Cancelled("bob", PageHeadings.Consent("Portal"), ("prompt", "consent")),
            [90094] = () => Turned("alice", ("scope", "openid Directory.Read.All")),

            [70000] = AnothersCode,
            [54005] = () => Redeemed("alice", times: 2),
            [70008] = () => Redeemed("alice", after: TimeSpan.FromMinutes(11)),
            [500112] = () => Redeemed("alice", change: ("redirect_uri", "http://localhost:1/signin-oidc")),
            [501481] = () => Redeemed("alice", change: ("code_verifier", Pkce.New().Verifier)),
            [700082] = () => Refreshed("alice", after: TimeSpan.FromDays(91)),
            [50173] = Revoked,

            [50013] = () => Token(Obo("a.b.c")),
            [500131] =
                async () =>
                    await Token(Obo((await _emulator.Tokens.BackgroundAsync("api://appb/.default")).AccessToken)),
            [7000114] = async () => await Token(
                Obo((await _emulator.Tokens.BackgroundAsync($"{TestTenant.Portal}/.default")).AccessToken)),
            [500133] = () => OnBehalf("alice", after: TimeSpan.FromMinutes(91)),

            [70016] = () => Device(),
            [70018] = () => Token(Polling("0000")),
            [70020] = () => Device(after: TimeSpan.FromMinutes(16)),
        };
    }

    public Dictionary<int, Func<Task<ObservedError>>> ByCode { get; }

    private DateTimeOffset Now => _emulator.Time.GetUtcNow();

    private string Audience => $"{_emulator.Host.Authority}oauth2/v2.0/token";

    /// <summary>The OAuth error of the table, or the one that a grant replaces it with.</summary>
    public static IEnumerable<string> ErrorsOf(KnownError known) => known.Error == "interaction_required"
        ? [known.Error, "invalid_grant"]
        : [known.Error];

    public void Dispose() => _browser.Dispose();

    private async Task<ObservedError> Token(params (string, string?)[] changes) =>
        ObservedError.Of(await _emulator.Tokens.RequestAsync(changes));

    private async Task<ObservedError> Token(string tenant, params (string, string?)[] changes) =>
        ObservedError.Of(await _emulator.Tokens.RequestAtAsync(tenant, changes));

    private async Task<ObservedError> Background(params (string, string?)[] changes) =>
        ObservedError.Of(await _emulator.Tokens.BackgroundAsync("api://appb/.default", changes));

    private async Task<ObservedError> Redirect(params (string, string?)[] changes) =>
        ObservedError.Of(await _browser.AuthorizeAsync(changes));

    private Task<ObservedError> Page(params (string, string?)[] changes) => Redirect(changes);

    private async Task<ObservedError> Turned(string persona, params (string, string?)[] changes)
    {
        var page = await _browser.AuthorizeAsync(changes);
        return ObservedError.Of(await _browser.PressAsync(page, $"{persona}@contoso.example"));
    }

    private async Task<ObservedError> Cancelled(string persona, string at, params (string, string?)[] changes)
    {
        var page = await _browser.PressAsync(await _browser.AuthorizeAsync(changes), $"{persona}@contoso.example");
        Assert.Equal(at, page.Heading);
        return ObservedError.Of(await _browser.PressAsync(page, "Cancel"));
    }

    private async Task<ObservedError> OnBehalf(string persona, TimeSpan after = default)
    {
        var tokens = await _emulator.Tokens.SignInAsync(_browser, persona);
        _emulator.Time.Advance(after);
        return ObservedError.Of(await _emulator.Tokens.OnBehalfOfAsync(tokens.AccessToken));
    }

    private async Task<ObservedError> Redeemed(
        string persona, int times = 1, TimeSpan after = default, params (string, string?)[] change)
    {
        var code = await _browser.SignInAsync(persona);
        _emulator.Time.Advance(after);
        TokenResponse? result = null;
        for (var i = 0; i < times; i++)
            result = await _emulator.Tokens.RedeemAsync(_browser, code, change);

        return ObservedError.Of(result!);
    }

    private Task<ObservedError> Redeemed(string persona, (string, string?) change) =>
        Redeemed(persona, 1, default, change);

    private async Task<ObservedError> Refreshed(string persona, params (string, string?)[] changes)
    {
        var tokens = await _emulator.Tokens.SignInAsync(_browser, persona);
        return ObservedError.Of(await _emulator.Tokens.RefreshAsync(tokens["refresh_token"]!, changes));
    }

    private async Task<ObservedError> Refreshed(string persona, TimeSpan after)
    {
        var tokens = await _emulator.Tokens.SignInAsync(_browser, persona);
        _emulator.Time.Advance(after);
        return ObservedError.Of(await _emulator.Tokens.RefreshAsync(tokens["refresh_token"]!));
    }

    private async Task<ObservedError> AnothersCode()
    {
        var code = await _browser.SignInAsync("alice");
        return ObservedError.Of(await _emulator.Tokens.RedeemAsync(
            _browser, code, ("client_id", TestTenant.Background), ("client_secret", TestTenant.BackgroundSecret)));
    }

    private async Task<ObservedError> Revoked()
    {
        var tokens = await _emulator.Tokens.SignInAsync(_browser, "alice");
        _emulator.Time.Advance(TimeSpan.FromSeconds(1));
        _emulator.Host.Service<Sessions>().Revoke(
            _emulator.Host.Service<TenantDirectory>().Users.First(u => u.UserName == "alice"));
        _emulator.Time.Advance(TimeSpan.FromSeconds(1));
        return ObservedError.Of(await _emulator.Tokens.RefreshAsync(tokens["refresh_token"]!));
    }

    private async Task<ObservedError> Asserted(Func<ClientCertificate, string> assertion) => ObservedError.Of(
        await _emulator.Tokens.BackgroundAsync(
            "api://appb/.default",
            ("client_id", TestTenant.Portal),
            ("client_secret", null),
            ("client_assertion", assertion(_emulator.Certificate)),
            ("client_assertion_type", ClientCertificate.AssertionType)));

    private async Task<ObservedError> UnknownCertificate()
    {
        using var unknown = new ClientCertificate();
        return await Asserted(_ => unknown.Assertion(Audience, Now));
    }

    private async Task<ObservedError> Device(TimeSpan after = default)
    {
        var device = await _emulator.Tokens.StartDeviceAsync();
        _emulator.Time.Advance(after);
        return await Token(Polling(device.GetProperty("device_code").GetString()!));
    }

    private static (string, string?)[] Polling(string deviceCode) =>
    [
        ("client_id", TestTenant.CommandLine),
        ("client_secret", null),
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", deviceCode),
    ];

    private static (string, string?)[] Obo(string assertion, params (string, string?)[] changes) =>
    [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", assertion),
        ("scope", TestTenant.AppBScope),
        ("requested_token_use", "on_behalf_of"),
        .. changes,
    ];
}

/// <summary>An error as its receiver sees it. On a page there is no OAuth error.</summary>
internal sealed record ObservedError(string? Error, string Description, string? Uri, JsonElement? Json)
{
    public static ObservedError Of(TokenResponse result) =>
        new(result.Error, result["error_description"] ?? "", result["error_uri"], result.Json);

    public static ObservedError Of(EmulatorPage page) => page.ClientResponse.TryGetValue("error", out var error)
        ? new(error, page.ClientResponse["error_description"], page.ClientResponse["error_uri"], Json: null)
        : new(null, page.Text, null, null);
}
