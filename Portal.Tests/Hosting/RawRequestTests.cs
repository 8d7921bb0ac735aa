using Portal.Tests.AppB;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Requests that a proxy and a server could read differently, sent to the portal and to AppB.</summary>
[Collection(AppBGroup.Name)]
public sealed class RawRequestTests(AppBFixture appB, ApiFixture portal) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("two lengths", "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("two hosts", "Host: evil.example\r\n\r\n")]
    [InlineData("folded header", "X-A: 1\r\n folded\r\n\r\n")]
    [InlineData("space before the colon", "X-A : 1\r\n\r\n")]
    [InlineData("negative length", "Content-Length: -2\r\n\r\n{}")]
    [InlineData("lengths in one header", "Content-Length: 2, 2\r\n\r\n{}")]
    [InlineData("gzip instead of chunks", "Transfer-Encoding: gzip\r\n\r\n{}")]
    [InlineData("chunks ended by a line feed alone", "Transfer-Encoding: chunked\r\n\r\n2;x\n{}\r\n0\r\n\r\n")]
    [InlineData("length and chunks", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    public async Task WEB_19_Ambiguous_request_is_refused_or_ends_the_connection(string name, string rest)
    {
        const string smuggled = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        foreach (var (address, start, token) in Targets())
        {
            var response = await RawHttp.SendAsync(
                address,
                $"{start} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n"
                + $"Content-Type: application/json\r\n{rest}{smuggled}");

            Assert.True(response.Split("HTTP/1.1 ").Length == 2, $"{name} at {address}: {response}");
            Assert.True(RawHttp.StatusOf(response) >= 400, $"{name} at {address}: {response}");
        }
    }

    [Theory]
    [InlineData("//tokens")]
    [InlineData("/%2e/tokens")]
    [InlineData("/x/../tokens")]
    [InlineData("/x/%2e%2e/tokens")]
    [InlineData("/TOKENS")]
    [InlineData("/%74okens")]
    [InlineData("/tokens/")]
    [InlineData("/tokens;x=1")]
    [InlineData("/tokens.")]
    [InlineData("/tokens%00")]
    [InlineData("/tokens%20")]
    [InlineData("/.;/tokens")]
    [InlineData("/admin%2froles")]
    [InlineData("/admin%5croles")]
    [InlineData("/admin\\roles")]
    [InlineData("/admin/./roles")]
    [InlineData("/signed-out/../admin/roles")]
    public async Task WEB_20_Page_is_not_reached_without_a_session_however_its_address_is_written(string path)
    {
        var status = await RawHttp.GetAsync(portal.Client.BaseAddress!, path, "Accept: text/html");

        Assert.True(status is 302 or 400 or 404, $"{status}");
    }

    [Theory]
    [InlineData("/api//views")]
    [InlineData("//api/views")]
    [InlineData("/API/views")]
    [InlineData("/api/%76iews")]
    [InlineData("/api/x/../views")]
    [InlineData("/api/views;x")]
    [InlineData("/api%2fviews")]
    public async Task WEB_20_Backend_is_not_reached_without_a_token_however_its_address_is_written(string path)
    {
        var status = await RawHttp.GetAsync(portal.Client.BaseAddress!, path);

        Assert.True(status is 400 or 401 or 404, $"{status}");
    }

    // Operations that read a body.
    private (Uri Address, string Start, string Token)[] Targets() =>
    [
        (portal.Client.BaseAddress!, "POST /api/tokens/compare", portal.Valid.Sign()),
        (appB.Anonymous.BaseAddress!, "PATCH /orders/1", appB.User("Orders.Write").Sign()),
    ];
}
