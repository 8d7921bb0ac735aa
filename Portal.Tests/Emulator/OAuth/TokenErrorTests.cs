using System.Net;
using System.Text;

namespace Portal.Tests.Emulator.OAuth;

public sealed class TokenErrorTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task EMU_15_Error_response_has_entra_format()
    {
        var result = await emulator.Tokens.BackgroundAsync("api://nobody/.default");

        Assert.Equal(HttpStatusCode.BadRequest, result.Status);
        Assert.Equal("invalid_resource", result.Error);
        Assert.Equal(500011, result.ErrorCode);
        Assert.StartsWith("AADSTS500011: ", result["error_description"], StringComparison.Ordinal);
        Assert.Contains(
            $"\r\nTrace ID: {result["trace_id"]}\r\n", result["error_description"], StringComparison.Ordinal);
        Assert.True(Guid.TryParse(result["correlation_id"], out _));
        Assert.EndsWith("Z", result["timestamp"], StringComparison.Ordinal);
        Assert.Equal($"{emulator.Host.Addresses.Browser}error?code=500011", result["error_uri"]);
    }

    [Fact]
    public async Task EMU_10_Wrong_secret_is_refused()
    {
        var result = await emulator.Tokens.BackgroundAsync("api://appb/.default", ("client_secret", "wrong"));

        Assert.Equal(
            (HttpStatusCode.Unauthorized, "invalid_client", 7000215), (result.Status, result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task Missing_secret_is_refused()
    {
        var result = await emulator.Tokens.BackgroundAsync("api://appb/.default", ("client_secret", null));

        Assert.Equal(("invalid_client", 7000218), (result.Error, result.ErrorCode));
    }

    [Fact]
    public async Task Secret_of_another_app_is_refused()
    {
        var result = await emulator.Tokens.BackgroundAsync(
            "api://appb/.default", ("client_secret", TestTenant.PortalSecret));

        Assert.Equal(7000215, result.ErrorCode);
    }

    [Fact]
    public async Task Public_client_must_not_send_a_secret()
    {
        var result = await emulator.Tokens.BackgroundAsync("api://appb/.default", ("client_id", TestTenant.AppB));

        Assert.Equal(7000215, result.ErrorCode);
    }

    [Fact]
    public async Task Secret_can_be_sent_as_basic_credentials()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(emulator.Host.Authority, "oauth2/v2.0/token"));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{TestTenant.Background}:{TestTenant.BackgroundSecret}")));
        request.Content = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("scope", "api://appb/.default")]);

        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Unknown_app_is_refused()
    {
        var result = await emulator.Tokens.BackgroundAsync(
            "api://appb/.default", ("client_id", "99999999-9999-4999-8999-999999999999"));

        Assert.Equal(("unauthorized_client", 700016), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("password", "unsupported_grant_type", 70003)]
    [InlineData(null, "invalid_request", 900144)]
    public async Task Unsupported_grant_is_refused(string? grant, string error, int code)
    {
        var result = await emulator.Tokens.RequestAsync(("grant_type", grant));

        Assert.Equal((error, code), (result.Error, result.ErrorCode));
    }

    [Theory]
    [InlineData("api://appb/Orders.Read.All", 650053)]
    [InlineData("api://appb/access_as_user", 1002012)]
    [InlineData("api://appb/", 70011)]
    [InlineData("api://appb/.default https://graph.microsoft.com/.default", 28000)]
    [InlineData("openid", 1002012)]
    public async Task App_only_request_must_use_default_of_one_resource(string scope, int code)
    {
        var result = await emulator.Tokens.BackgroundAsync(scope);

        Assert.Equal(code, result.ErrorCode);
    }

    [Fact]
    public async Task EMU_10_Refresh_token_of_another_app_is_refused()
    {
        using var browser = emulator.NewBrowser();
        var tokens = await emulator.Tokens.SignInAsync(browser, "alice");

        var result = await emulator.Tokens.RefreshAsync(
            tokens["refresh_token"]!,
            ("client_id", TestTenant.Background),
            ("client_secret", TestTenant.BackgroundSecret));

        Assert.Equal(("invalid_grant", 70000), (result.Error, result.ErrorCode));
    }
}
