using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.Emulator.OAuth;

public sealed class MetadataTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    private const string Configuration = "v2.0/.well-known/openid-configuration";

    [Fact]
    public async Task Metadata_has_the_actual_addresses()
    {
        var metadata = await GetAsync(new Uri(emulator.Host.Authority, Configuration));

        var back = emulator.Host.Authority.AbsoluteUri;
        var browser = new Uri(emulator.Host.Addresses.Browser, $"{TestTenant.Id}/").AbsoluteUri;
        Assert.Equal($"{back}v2.0", metadata.GetProperty("issuer").GetString());
        Assert.Equal($"{back}oauth2/v2.0/token", metadata.GetProperty("token_endpoint").GetString());
        Assert.Equal($"{back}discovery/v2.0/keys", metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal($"{browser}oauth2/v2.0/authorize", metadata.GetProperty("authorization_endpoint").GetString());
        Assert.Equal($"{browser}oauth2/v2.0/logout", metadata.GetProperty("end_session_endpoint").GetString());
        Assert.Equal(
            "S256",
            Assert.Single(metadata.GetProperty("code_challenge_methods_supported").EnumerateArray()).GetString());
        Assert.Equal("pairwise", metadata.GetProperty("subject_types_supported")[0].GetString());
        Assert.Equal("Entra.Emulator", metadata.GetProperty("emulator").GetString());
    }

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    [InlineData("contoso.example")]
    public async Task Other_tenant_names_have_the_same_issuer(string name)
    {
        var metadata = await GetAsync(new Uri(emulator.Host.Addresses.BackChannel, $"{name}/{Configuration}"));

        Assert.Equal($"{emulator.Host.Authority}v2.0", metadata.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Metadata_is_available_over_http()
    {
        var metadata = await GetAsync(new Uri(emulator.Host.Addresses.Browser, $"{TestTenant.Id}/{Configuration}"));

        Assert.Equal($"{emulator.Host.Authority}v2.0", metadata.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Unknown_tenant_returns_its_error()
    {
        var url = new Uri(emulator.Host.Addresses.BackChannel, $"99999999-9999-4999-8999-999999999999/{Configuration}");

        using var response = await emulator.Http.GetAsync(url, TestContext.Current.CancellationToken);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(90002, error.GetProperty("error_codes")[0].GetInt32());
    }

    [Fact]
    public async Task Published_key_validates_tokens_and_has_no_private_part()
    {
        var json = await GetAsync(new Uri(emulator.Host.Authority, "discovery/v2.0/keys"));
        var token = (await emulator.Tokens.BackgroundAsync("api://appb/.default")).AccessToken;

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(json.GetRawText()).GetSigningKeys(),
            ValidAudience = TestTenant.AppB,
            ValidIssuer = $"{emulator.Host.Authority}v2.0",
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        var key = Assert.Single(json.GetProperty("keys").EnumerateArray());
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task Instance_discovery_accepts_this_host()
    {
        var endpoint = $"{emulator.Host.Authority}oauth2/v2.0/authorize";
        var url = new Uri(emulator.Host.Addresses.BackChannel,
            $"common/discovery/instance?api-version=1.1&authorization_endpoint={Uri.EscapeDataString(endpoint)}");

        var metadata = await GetAsync(url);

        Assert.Equal(
            $"{emulator.Host.Authority}{Configuration}", metadata.GetProperty("tenant_discovery_endpoint").GetString());
        Assert.Equal(
            emulator.Host.Addresses.BackChannel.Authority,
            metadata.GetProperty("metadata")[0].GetProperty("aliases")[0].GetString());
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/oauth2/v2.0/authorize")]
    [InlineData("https://localhost:1/common/oauth2/v2.0/authorize")]
    [InlineData("")]
    public async Task Instance_discovery_refuses_other_hosts(string endpoint)
    {
        var url = new Uri(emulator.Host.Addresses.BackChannel,
            $"common/discovery/instance?api-version=1.1&authorization_endpoint={Uri.EscapeDataString(endpoint)}");

        using var response = await emulator.Http.GetAsync(url, TestContext.Current.CancellationToken);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_instance", error.GetProperty("error").GetString());
    }

    private Task<JsonElement> GetAsync(Uri url) =>
        emulator.Http.GetFromJsonAsync<JsonElement>(url, TestContext.Current.CancellationToken);
}
