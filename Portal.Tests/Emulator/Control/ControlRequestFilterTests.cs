using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Tests.Emulator.Control;

/// <summary>Which requests to the control endpoints are accepted.</summary>
public sealed class ControlRequestFilterTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Theory]
    [InlineData("clock", "{}")]
    [InlineData("clock", """{ "advanceSeconds": 1, "offsetSeconds": 1 }""")]
    [InlineData("clock", """{ "advanceSeconds": 1e300 }""")]
    [InlineData("faults", "{}")]
    [InlineData("faults", """{ "endpoint": "nothing" }""")]
    [InlineData("faults", """{ "endpoint": "token", "code": 1 }""")]
    [InlineData("faults", """{ "endpoint": "token", "status": 200 }""")]
    [InlineData("faults", """{ "endpoint": "token", "body": "song" }""")]
    [InlineData("faults", """{ "endpoint": "token", "times": 0 }""")]
    [InlineData("faults", """{ "endpoint": "token", "delayMilliseconds": 999999 }""")]
    [InlineData("tokens", "{}")]
    [InlineData("tokens", """{ "client": "api://appb", "resource": "api://appb", "user": "nobody" }""")]
    [InlineData("keys", """{ "mode": "lose" }""")]
    [InlineData("sessions/revoke", """{ "user": "nobody" }""")]
    [InlineData("keys", "[1")]
    public async Task Invalid_control_request_is_refused(string path, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        content.Headers.Add("X-Emulator-Lever", "1");
        using var response = await emulator.Http.PostAsync(
            ControlUri(path), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", null, "X-Other", "1")]
    [InlineData("text/plain", null, "X-Emulator-Lever", "1")]
    [InlineData("application/x-www-form-urlencoded", null, "X-Emulator-Lever", "1")]
    [InlineData("application/json", "https://evil.example", "X-Emulator-Lever", "1")]
    [InlineData("application/json", "null", "X-Emulator-Lever", "1")]
    [InlineData("application/json", null, "Sec-Fetch-Site", "cross-site")]
    [InlineData("application/json", null, "Sec-Fetch-Site", "same-site")]
    public async Task Requests_from_web_pages_are_refused(string type, string? origin, string header, string value)
    {
        using var http = new HttpClient(emulator.Host.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, ControlUri("keys"));
        request.Content = new StringContent("""{ "mode": "emergency" }""", System.Text.Encoding.UTF8, type);
        request.Headers.Add(header, value);
        if (header == "Sec-Fetch-Site")
            request.Headers.Add("X-Emulator-Lever", "1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(
            response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType]);
        Assert.Single((await StateAsync()).GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task Preflight_gets_no_cors_headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, ControlUri("keys"));
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.False(response.IsSuccessStatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private Uri ControlUri(string name) => new(emulator.Host.Addresses.BackChannel, $"levers/{name}");

    private async Task<JsonElement> StateAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ControlUri(""));
        request.Headers.Add("X-Emulator-Lever", "1");
        using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
