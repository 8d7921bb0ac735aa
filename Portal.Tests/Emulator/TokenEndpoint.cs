using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Portal.Tests.Emulator;

/// <summary>Sends requests to the token endpoint.</summary>
internal sealed class TokenEndpoint(EmulatorHost host, HttpClient http)
{
    /// <summary>A request of the portal; <paramref name="changes"/> add, replace or (null) remove parameters.</summary>
    public Task<TokenResponse> RequestAsync(params (string Name, string? Value)[] changes) =>
        RequestAtAsync(TestTenant.Id, changes);

    /// <summary>The same with another name of the tenant.</summary>
    public async Task<TokenResponse> RequestAtAsync(string tenant, params (string Name, string? Value)[] changes)
    {
        var form = new Dictionary<string, string?>
        {
            ["client_id"] = TestTenant.Portal,
            ["client_secret"] = TestTenant.PortalSecret,
            ["client_info"] = "1",
        };
        foreach (var (name, value) in changes)
            form[name] = value;

        using var content = new FormUrlEncodedContent(form.Where(f => f.Value is not null)!);
        var response = await http.PostAsync(
            new Uri(host.Addresses.BackChannel, $"{tenant}/oauth2/v2.0/token"),
            content,
            TestContext.Current.CancellationToken);
        var json = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new TokenResponse(response, JsonDocument.Parse(json).RootElement);
    }

    public Task<TokenResponse> RedeemAsync(
        EmulatorBrowser browser, EmulatorPage result, params (string, string?)[] changes) =>
        RequestAsync(
        [
            ("grant_type", "authorization_code"),
            ("code", result.ClientResponse.GetValueOrDefault("code")),
            ("redirect_uri", TestTenant.RedirectUri),
            ("code_verifier", browser.Pkce.Verifier),
            ("scope", TestTenant.SignInScope),
            .. changes,
        ]);

    /// <summary>Signs the user in to the portal and redeems the code.</summary>
    public async Task<TokenResponse> SignInAsync(
        EmulatorBrowser browser, string userName, params (string, string?)[] changes) =>
        await RedeemAsync(browser, await browser.SignInAsync(userName, changes));

    public Task<TokenResponse> OnBehalfOfAsync(string assertion, params (string, string?)[] changes) => RequestAsync(
        [
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("assertion", assertion),
            ("scope", TestTenant.AppBScope),
            ("requested_token_use", "on_behalf_of"),
            .. changes,
        ]);

    /// <summary>Starts a device authorization of the command line app.</summary>
    public async Task<JsonElement> StartDeviceAsync(
        string clientId = TestTenant.CommandLine, string scope = $"openid offline_access {TestTenant.AppBScope}")
    {
        using var content = new FormUrlEncodedContent([new("client_id", clientId), new("scope", scope)]);
        var response = await http.PostAsync(
            new Uri(host.Authority, "oauth2/v2.0/devicecode"), content, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    public Task<TokenResponse> PollAsync(string deviceCode, params (string, string?)[] changes) => RequestAsync(
        [
            ("client_id", TestTenant.CommandLine),
            ("client_secret", null),
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", deviceCode),
            .. changes,
        ]);

    public Task<TokenResponse> RefreshAsync(string refreshToken, params (string, string?)[] changes) =>
        RequestAsync([("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. changes]);

    public Task<TokenResponse> BackgroundAsync(string scope, params (string, string?)[] changes) => RequestAsync(
        [
            ("grant_type", "client_credentials"),
            ("client_id", TestTenant.Background),
            ("client_secret", TestTenant.BackgroundSecret),
            ("scope", scope),
            .. changes,
        ]);
}

internal sealed record TokenResponse(HttpResponseMessage Response, JsonElement Json)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string? Error => this["error"];

    public int ErrorCode => Json.TryGetProperty("error_codes", out var codes) ? codes[0].GetInt32() : 0;

    public string AccessToken => this["access_token"] ?? throw new InvalidOperationException($"No token: {Json}");

    public JsonElement Access => Claims(AccessToken);

    public JsonElement Id => Claims(this["id_token"] ?? throw new InvalidOperationException($"No id token: {Json}"));

    public string? this[string name] => Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static JsonElement Header(string token) => Part(new JsonWebToken(token).EncodedHeader);

    private static JsonElement Claims(string token) => Part(new JsonWebToken(token).EncodedPayload);

    private static JsonElement Part(string encoded) =>
        JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(encoded)).RootElement;
}
