using System.Text;
using System.Text.Json;
using Entra.Emulator.Control;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator.Graph;

/// <summary>Graph accepts only valid tokens that this tenant issued for it.</summary>
[Collection(GraphTests.Name)]
public sealed class GraphTokenTests(GraphFixture graph)
{
    [Fact]
    public async Task Request_without_token_is_refused()
    {
        var reply = await graph.GetAsync(
            "users", token: null, ("client-request-id", "11111111-2222-4333-8444-555555555555"));

        Assert.Equal((401, "InvalidAuthenticationToken"), (reply.Status, reply.Code));
        var inner = reply.Error.GetProperty("innerError");
        Assert.Equal("11111111-2222-4333-8444-555555555555", inner.GetProperty("client-request-id").GetString());
        Assert.Equal(
            reply.Response.Headers.GetValues("request-id").Single(), inner.GetProperty("request-id").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", inner.GetProperty("date").GetString()!);
        Assert.Equal("Bearer", reply.Response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("aud", "\"api://appb\"")]
    [InlineData("iss", "\"https://login.example/other\"")]
    [InlineData("tid", "\"99999999-1111-4111-8111-111111111111\"")]
    [InlineData("exp", "1700000000")]
    [InlineData("nbf", "4000000000")]
    [InlineData("oid", "\"a0000000-0000-4000-8000-0000000000ff\"")]
    [InlineData("azp", "\"99999999-9999-4999-8999-999999999999\"")]
    public async Task Tampered_token_is_refused(string claim, string value)
    {
        var token = graph.CreateToken(
            "carol",
            ("scp", JsonSerializer.SerializeToElement("User.Read")),
            (claim, JsonDocument.Parse(value).RootElement));

        var reply = await graph.GetAsync("me", token);

        Assert.Equal((401, "InvalidAuthenticationToken"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(TamperedTokenKey.Unknown)]
    [InlineData(TamperedTokenKey.None)]
    public async Task Token_with_another_signature_is_refused(object key)
    {
        var token = graph.CreateToken(
            new TamperedTokenRequest(TestTenant.Portal, "https://graph.microsoft.com", "carol")
            {
                Key = (TamperedTokenKey)key,
            });

        var reply = await graph.GetAsync("me", token);

        Assert.Equal(401, reply.Status);
    }

    [Fact]
    public async Task Token_for_another_api_is_refused()
    {
        using var browser = graph.NewBrowser();
        var portal = await graph.Tokens.SignInAsync(browser, "alice");

        var other = await graph.GetAsync("me", portal.AccessToken);
        var nonsense = await graph.GetAsync("me", "nonsense");

        Assert.Equal((401, 401), (other.Status, nonsense.Status));
        Assert.Contains("audience", other.Message!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_sign_in_ends_refresh_tokens_and_challenges_cp1_clients()
    {
        using var browser = graph.NewBrowser();
        var erin = await graph.Tokens.SignInAsync(browser, "erin");
        var earlier = JsonSerializer.SerializeToElement(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var scope = JsonSerializer.SerializeToElement("User.Read");
        var plain = graph.CreateToken("erin", ("scp", scope), ("iat", earlier));
        var capable = graph.CreateToken(
            "erin", ("scp", scope), ("iat", earlier), ("xms_cc", JsonSerializer.SerializeToElement((string[])["cp1"])));

        var grace = graph.TokenOf("grace", "User.RevokeSessions.All");
        var revoked = await graph.SendAsync(
            "POST", "users/erin@contoso.example/revokeSignInSessions", grace, body: null);
        var refreshed = await graph.Tokens.RefreshAsync(erin["refresh_token"]!);
        var old = await graph.GetAsync("me", plain);
        var challenged = await graph.GetAsync("me", capable);

        Assert.Equal((200, "True"), (revoked.Status, revoked["value"]));
        Assert.NotNull(
            graph.Host.Service<Sessions>().ValidFrom(graph.Host.Service<TenantDirectory>().FindUserByName("erin")!));
        Assert.Equal(50173, refreshed.ErrorCode);
        Assert.Equal((200, 401), (old.Status, challenged.Status));
        var header = challenged.Response.Headers.WwwAuthenticate.Single().Parameter!;
        Assert.Contains("insufficient_claims", header, StringComparison.Ordinal);
        var claims = Encoding.UTF8.GetString(Convert.FromBase64String(header.Split("claims=\"")[1].TrimEnd('"')));
        Assert.Contains("nbf", claims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_over_http_are_refused()
    {
        var url = new Uri(graph.Host.Addresses.Browser, "graph/v1.0/me");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new("Bearer", graph.TokenOf("carol", "User.Read"));

        using var response = await graph.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Injected_fault_returns_a_graph_error()
    {
        graph.Host.Service<PendingFaults>().Add(new Fault("graph") { Status = 429, RetryAfterSeconds = 3 });

        var busy = await graph.GetAsync("me", graph.TokenOf("carol", "User.Read"));
        var well = await graph.GetAsync("me", graph.TokenOf("carol", "User.Read"));

        Assert.Equal((429, "TooManyRequests"), (busy.Status, busy.Code));
        Assert.Equal(TimeSpan.FromSeconds(3), busy.Response.Headers.RetryAfter!.Delta);
        Assert.Equal(200, well.Status);
    }
}
