using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.Emulator.Control;

/// <summary>An emulator for each test, and access to its control endpoints.</summary>
public abstract class ControlTest : EmulatorContext
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Http.DefaultRequestHeaders.Add("X-Emulator-Lever", "1");
    }

    private protected Uri ControlUri(string name) => new(Host.Addresses.BackChannel, $"levers/{name}");

    private protected Task<JsonElement> StateAsync() =>
        Http.GetFromJsonAsync<JsonElement>(ControlUri(""), TestContext.Current.CancellationToken);

    private protected async Task<JsonElement> ControlAsync<T>(string path, T request)
    {
        using var response = await Http.PostAsJsonAsync(
            ControlUri(path), request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return response.StatusCode == HttpStatusCode.NoContent
            ? default
            : await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    private protected async Task<string> TamperAsync<T>(T request) =>
        (await ControlAsync("tokens", request)).GetProperty("token").GetString()!;

    private protected async Task<List<string>> PublishedAsync() =>
        [.. (await KeysAsync()).Keys.Select(k => k.Kid).Order(StringComparer.Ordinal)];

    private protected async Task<JsonWebKeySet> KeysAsync() => new(await Http.GetStringAsync(
        new Uri(Host.Authority, "discovery/v2.0/keys"), TestContext.Current.CancellationToken));

    private protected static string KeyOf(string token) => new JsonWebToken(token).Kid;

    private protected async Task<bool> IsSignedByTheTenantAsync(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = (await KeysAsync()).GetSigningKeys(),
            ValidAudiences = [TestTenant.Portal, TestTenant.AppB, "somebody"],
            ValidIssuer = $"{Host.Authority}v2.0",
        });
        return result.IsValid;
    }
}
