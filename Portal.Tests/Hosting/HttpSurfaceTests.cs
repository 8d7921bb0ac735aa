using System.Net;
using System.Net.WebSockets;
using Portal.Tests.Api;

namespace Portal.Tests.Hosting;

/// <summary>What the portal answers to requests that no page of it sends.</summary>
public sealed class HttpSurfaceTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_no_server_name()
    {
        using var response = await GetAsync("/");

        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.Contains("frame-ancestors 'none'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Another_host_name_is_refused()
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
    public async Task Circuit_opens_to_no_other_origin(string? origin)
    {
        using var socket = new ClientWebSocket();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(portal.Client.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken));

        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_needs_a_session()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", portal.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(portal.Client.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, TestContext.Current.CancellationToken));

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/MicrosoftIdentity/Account/SignOut")]
    [InlineData("/MicrosoftIdentity/Account/Challenge?scope=x&redirectUri=/")]
    public async Task Get_never_signs_out_nor_challenges_with_scopes_of_the_query(string path)
    {
        using var response = await GetAsync(path);

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized]);
    }

    [Theory]
    [InlineData("GET", "/api/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/views", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/data/AppB/orders", HttpStatusCode.MethodNotAllowed)]
    public async Task Wrong_address_or_method_under_api_is_problem_json(string method, string path, HttpStatusCode status)
    {
        using var response = await portal.SendAsync(new HttpMethod(method), path, portal.Valid.Sign());

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"hop":"x"}""")]
    public async Task Malformed_body_under_api_is_400_problem_json(string body)
    {
        using var response = await portal.SendAsync(HttpMethod.Post, "/api/tokens/explain", portal.Valid.Sign(), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_open_to_anyone(string path)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => portal.SendAsync(HttpMethod.Get, path, token: null);

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
