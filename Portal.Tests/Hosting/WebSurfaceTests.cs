using System.Net;
using AngleSharp.Html.Parser;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Requests to the portal's pages and backend that its own pages never send.</summary>
public sealed class WebSurfaceTests(ApiFixture portal) : IClassFixture<ApiFixture>
{
    private static readonly string[] Pages =
    [
        "/", "/no-user", "/tokens", "/access", "/admin/roles", "/admin/roles/AppB", "/admin/consents", "/admin/access", "/admin/audit",
        "/admin/setup", "/setup", "/codes", "/trace", "/data/AppB/orders", "/data/AppB/orders/1", "/sign-in-failed",
        "/signed-out", "/not-found", "/error",
    ];

    private static readonly string[] Mutating =
    [
        "/api/admin/roles/AppB/changes", "/api/admin/roles/AppB/preview", "/api/admin/consents/changes",
        "/api/admin/consents/preview", "/api/tokens/compare", "/api/trace/runs", SessionRoutes.SignOut,
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> AllPages => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task WEB_01_WEB_12_WEB_23_Page_has_a_strict_policy_and_loads_from_this_origin_only(string path)
    {
        using var response = await portal.SendWithSessionAsync(HttpMethod.Get, path);
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        foreach (var directive in (string[])["default-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"])
            Assert.Contains(directive, policy, StringComparison.Ordinal);

        var scripts = policy.Split(';').Single(d => d.Trim().StartsWith("script-src ", StringComparison.Ordinal));
        Assert.Contains("'nonce-", scripts, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);

        using var document = await new HtmlParser().ParseDocumentAsync(html, Cancellation);
        var loaded = document.QuerySelectorAll("script[src], img[src], iframe[src]").Select(e => e.GetAttribute("src")!)
            .Concat(document.QuerySelectorAll("link[href]").Select(e => e.GetAttribute("href")!));
        Assert.DoesNotContain(loaded, address => address.Contains("//", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task LEK_10_Page_of_a_user_is_not_stored(string path)
    {
        using var response = await portal.SendWithSessionAsync(HttpMethod.Get, path);

        Assert.True(response.Headers.CacheControl?.NoStore, $"{response.Headers.CacheControl}");
    }

    [Theory]
    [InlineData("/api/tokens")]
    [InlineData("/api/admin/audit")]
    [InlineData("/api/nothing-here")]
    [InlineData("/api/data/AppB/orders")]
    public async Task LEK_10_Response_of_the_backend_is_not_stored(string path)
    {
        using var response = await portal.SendAsync(HttpMethod.Get, path, portal.Target.Valid.Sign());

        Assert.True(response.Headers.CacheControl?.NoStore, $"{response.StatusCode} {response.Headers.CacheControl}");
        Assert.False(response.Content.Headers.ContentEncoding.Count > 0);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tokens")]
    [InlineData("/nothing-here")]
    [InlineData("/error")]
    [InlineData("/app.css")]
    [InlineData("/health/live")]
    [InlineData("/api/views")]
    [InlineData("/api/nothing-here")]
    [InlineData("/openapi/v1.json")]
    public async Task WEB_03_Response_has_the_security_headers_and_no_server_name(string path)
    {
        using var response = await portal.SendAsync(HttpMethod.Get, path, token: null);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("strict-origin-when-cross-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
        if (!path.StartsWith("/api", StringComparison.Ordinal))
            Assert.True(response.Headers.Contains("Permissions-Policy"));
    }

    [Fact]
    public async Task WEB_04_Responses_over_https_have_HSTS_for_a_year_with_subdomains()
    {
        using var folder = new TemporaryFolder();
        await using var behindProxy = Program.Build(
            [
            .. ApiFixture.Settings(portal.Authority, folder), "--FORWARDEDHEADERS_ENABLED=true",
            "--Portal:AllowedHosts=portal.example",
        ]);
        await behindProxy.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(behindProxy.Urls.First()) };
        foreach (var path in (string[])["/", "/api/views", "/app.css"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "portal.example";
            request.Headers.Add("X-Forwarded-Proto", "https");

            using var response = await http.SendAsync(request, Cancellation);

            Assert.Equal(
                "max-age=31536000; includeSubDomains",
                Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
        }
    }

    [Fact]
    public async Task WEB_06_Change_with_a_cookie_alone_is_refused()
    {
        foreach (var path in Mutating)
        {
            using var request = await portal.WithSessionAsync(HttpMethod.Post, path);
            request.Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));

            using var response = await portal.Client.SendAsync(request, Cancellation);

            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, $"{path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task WEB_07_Change_of_another_content_type_is_refused(string? type)
    {
        foreach (var path in Mutating.Where(p => p.StartsWith("/api/admin", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            request.Content.Headers.ContentType = type is null ? null : new(type);
            request.Headers.Authorization = new("Bearer", portal.Target.Valid.Sign());

            using var response = await portal.Client.SendAsync(request, Cancellation);

            Assert.True((int)response.StatusCode is 415 or 400, $"{path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task WEB_08_Other_methods_have_no_effect_at_an_address_that_changes_something(string method)
    {
        foreach (var path in Mutating)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Authorization = new("Bearer", portal.Target.Valid.Sign());
            request.Headers.Add("X-HTTP-Method-Override", "POST");
            request.Headers.Add("X-HTTP-Method", "POST");

            using var response = await portal.Client.SendAsync(request, Cancellation);

            // Sign-out needs a session before its method is looked at.
            Assert.True(
                (int)response.StatusCode is 404 or 405 || (path == SessionRoutes.SignOut && (int)response.StatusCode is 401),
                $"{path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://portal.evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    public async Task WEB_09_Other_origins_get_no_permission(string origin)
    {
        foreach (var path in (string[])["/api/views", "/api/data/AppB/orders", "/", "/_blazor/negotiate", "/export", "/app.css"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, path);
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization");

            using var response = await portal.Client.SendAsync(request, Cancellation);

            Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task WEB_10_Backend_never_redirects_to_sign_in(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/views");
        request.Headers.Add("Accept", accept);
        request.Headers.Add("Sec-Fetch-Dest", "document");

        using var response = await portal.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task WEB_11_Backend_reads_the_token_only_and_pages_the_cookie_only()
    {
        using var both = await portal.WithSessionAsync(HttpMethod.Get, "/api/views");
        both.Headers.Authorization = new("Bearer", portal.Valid.Sign());
        using var badToken = await portal.WithSessionAsync(HttpMethod.Get, "/api/views");
        badToken.Headers.Authorization = new("Bearer", "e30.e30.e30");
        using var tokenAtPage = new HttpRequestMessage(HttpMethod.Get, "/tokens");
        tokenAtPage.Headers.Add("Accept", "text/html");
        tokenAtPage.Headers.Authorization = new("Bearer", portal.Valid.Sign());

        using var atBackend = await portal.Client.SendAsync(both, Cancellation);
        using var refused = await portal.Client.SendAsync(badToken, Cancellation);
        using var page = await portal.Client.SendAsync(tokenAtPage, Cancellation);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.Redirect),
            (atBackend.StatusCode, refused.StatusCode, page.StatusCode));
    }

    [Fact]
    public async Task WEB_21_Visitors_cannot_tell_an_unknown_address_from_a_protected_page()
    {
        using var unknown = await portal.SendAsync(HttpMethod.Get, "/nothing-here", token: null);
        using var existing = await portal.SendAsync(HttpMethod.Get, "/tokens", token: null);
        using var signedIn = await portal.SendWithSessionAsync(HttpMethod.Get, "/nothing-here");

        Assert.Equal(existing.StatusCode, unknown.StatusCode);
        Assert.Equal(existing.Headers.Select(h => h.Key), unknown.Headers.Select(h => h.Key));
        Assert.Equal(HttpStatusCode.NotFound, signedIn.StatusCode);
    }

    [Fact]
    public async Task BLZ_27_Long_polling_needs_the_same_session_and_origin()
    {
        const string negotiate = "/_blazor/negotiate?negotiateVersion=1";
        using var anonymous = new HttpRequestMessage(HttpMethod.Post, negotiate);
        anonymous.Headers.Add("Origin", portal.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var foreign = await portal.WithSessionAsync(HttpMethod.Post, negotiate);
        foreign.Headers.Remove("Origin");
        foreign.Headers.Add("Origin", "http://evil.example");

        using var withoutSession = await portal.Client.SendAsync(anonymous, Cancellation);
        using var ofAnotherSite = await portal.Client.SendAsync(foreign, Cancellation);
        using var poll = await portal.SendAsync(HttpMethod.Get, "/_blazor?id=guess", token: null);
        using var push = await portal.SendAsync(HttpMethod.Post, "/_blazor?id=guess", token: null);
        using var allowed = await portal.SendWithSessionAsync(HttpMethod.Post, negotiate);

        Assert.Equal(HttpStatusCode.Unauthorized, withoutSession.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, ofAnotherSite.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, poll.StatusCode);
        Assert.True(push.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{push.StatusCode}");
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }
}
