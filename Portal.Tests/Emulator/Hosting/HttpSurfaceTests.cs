using System.Net;

namespace Portal.Tests.Emulator.Hosting;

public sealed class HttpSurfaceTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task EMU_09_Pages_have_a_strict_content_security_policy()
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.AuthorizeAsync();

        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        foreach (var directive in (string[])[
            "default-src 'none'", "style-src 'self'", "font-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'",
            "frame-ancestors 'none'", "form-action 'self' http://localhost:* https://localhost:*"])
            Assert.Contains(directive, policy, StringComparison.Ordinal);

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EMU_09_Every_response_has_security_headers_and_no_server_header()
    {
        string[] paths = ["health/live", "assets/emulator.css", $"{TestTenant.Id}/discovery/v2.0/keys", "nothing"];

        foreach (var path in paths)
        {
            using var response = await GetAsync(path);

            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.True(response.Headers.Contains("Referrer-Policy"));
            Assert.True(response.Headers.Contains("Permissions-Policy"));
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Pages_and_codes_are_not_cached()
    {
        using var browser = emulator.NewBrowser();

        var picker = await browser.AuthorizeAsync();
        var result = await browser.SignInAsync("alice");

        Assert.True(picker.Response.Headers.CacheControl!.NoStore);
        Assert.True(result.Response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("assets/emulator.css", "text/css")]
    [InlineData("assets/form-post.js", "text/javascript")]
    [InlineData("assets/box.svg", "image/svg+xml")]
    [InlineData("assets/inter-latin.woff2", "font/woff2")]
    public async Task Assets_are_served_from_the_assembly(string path, string type)
    {
        using var response = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("evil.test")]
    [InlineData("evil.test:7101")]
    [InlineData("localhost.evil.test")]
    [InlineData("127.0.0.1.nip.io")]
    public async Task EMU_04_Other_host_names_are_refused_on_both_listeners(string host)
    {
        foreach (var listener in (Uri[])[emulator.Host.Addresses.Browser, emulator.Host.Addresses.BackChannel])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(listener, "health/live"));
            request.Headers.Host = host;

            using var response = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task Health_is_available_on_both_listeners(string path)
    {
        using var browser = await emulator.Http.GetAsync(
            new Uri(emulator.Host.Addresses.Browser, path), TestContext.Current.CancellationToken);
        using var back = await emulator.Http.GetAsync(
            new Uri(emulator.Host.Addresses.BackChannel, path), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (browser.StatusCode, back.StatusCode));
    }

    [Fact]
    public async Task Tokens_are_issued_at_the_back_channel_only()
    {
        using var content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);

        using var response = await emulator.Http.PostAsync(
            new Uri(emulator.Host.Addresses.Browser, $"{TestTenant.Id}/oauth2/v2.0/token"),
            content,
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        emulator.Http.GetAsync(new Uri(emulator.Host.Addresses.Browser, path), TestContext.Current.CancellationToken);
}
