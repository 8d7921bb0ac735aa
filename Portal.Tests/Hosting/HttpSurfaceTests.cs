using System.Net;
using System.Net.WebSockets;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>How the portal responds to requests that its own pages never send.</summary>
public sealed class HttpSurfaceTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/views")]
    public async Task Every_response_has_the_security_headers_and_no_server_name(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Contains(
            "frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task SGN_18_Unknown_host_name_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";

        using var response = await portal.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task BLZ_02_BLZ_03_Circuit_is_refused_for_another_origin(string? origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(origin));
    }

    [Fact]
    public async Task BLZ_01_Circuit_needs_a_session()
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await ConnectAsync(portal.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/MicrosoftIdentity/Account/SignOut")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?scope=x&redirectUri=/")]
    public async Task SGN_26_GET_neither_signs_out_nor_challenges_with_scopes_of_the_query(string path)
    {
        using var response = await portal.SendWithSessionAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("GET", "/api/nothing-here", HttpStatusCode.NotFound, ProblemCodes.NotFound)]
    [InlineData("DELETE", "/api/views", HttpStatusCode.MethodNotAllowed, ProblemCodes.RequestInvalid)]
    [InlineData("POST", "/api/data/AppB/orders", HttpStatusCode.MethodNotAllowed, ProblemCodes.RequestInvalid)]
    public async Task Unknown_address_or_method_under_api_is_problem_JSON(
        string method, string path, HttpStatusCode status, string code)
    {
        using var response = await portal.SendAsync(new HttpMethod(method), path, portal.Valid.Sign());

        await ProblemAssert.IsAsync(response, status, code);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"hop":"x"}""")]
    public async Task Malformed_body_under_api_is_400_problem_JSON(string body)
    {
        using var response = await portal.SendAsync(HttpMethod.Post, "/api/tokens/explain", portal.Valid.Sign(), body);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_needs_no_sign_in(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The status with which the portal refuses a circuit without a session.</summary>
    private async Task<HttpStatusCode> ConnectAsync(string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(portal.Client.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri,
            TestContext.Current.CancellationToken));
        return socket.HttpStatusCode;
    }

    private Task<HttpResponseMessage> GetAsync(string path) => portal.SendAsync(HttpMethod.Get, path, token: null);

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(", ", response.Headers.GetValues(name));
}
