using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>The portal below a path, next to other apps on the same host name.</summary>
public sealed partial class PathBaseTests(PathBaseTests.PortalBelowPath portal) : IClassFixture<PathBaseTests.PortalBelowPath>
{
    private const string Metadata = ".well-known/oauth-protected-resource";

    private static readonly string[] OtherApps =
        ["/", "/other", "/obo", "/obo/../other", "/obo/%2E%2e/other", "/OBO/", "//evil.example/obo/"];

    private readonly HttpClient _http = portal.Http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Home => portal.Home;

    [Theory]
    [InlineData("obo")]
    [InlineData("/obo/", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/")]
    [InlineData("//obo", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/a//b", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/a/../b")]
    [InlineData("/.", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/obo?x", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/obo#x", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/%6fbo")]
    [InlineData("/öbo")]
    [InlineData("/o bo", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("/obo\\x", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("https://portal.example/obo")]
    [InlineData("/api")]
    [InlineData("/Health/obo")]
    public async Task Wrong_path_stops_the_start_and_names_the_setting(string path)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => StartedPortal.StartAsync([$"--Portal:PathBase={path}"]));

        Assert.Contains("Portal:PathBase", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tokens")]
    [InlineData("/OBO/tokens")]
    [InlineData("/obotokens")]
    [InlineData("/signin-oidc")]
    [InlineData("/_blazor")]
    [InlineData("/theme.js")]
    public async Task Other_paths_of_the_host_are_not_served(string path)
    {
        using var response = await _http.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/obo/health/ready", HttpStatusCode.OK)]
    [InlineData("/api/trace", HttpStatusCode.Unauthorized)]
    [InlineData("/obo/api/trace", HttpStatusCode.Unauthorized)]
    [InlineData("/obo/theme.js", HttpStatusCode.OK)]
    public async Task Backend_and_health_are_reached_with_and_without_the_path(string path, HttpStatusCode status)
    {
        using var response = await _http.GetAsync(path, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Path_without_its_slash_leads_to_the_home_page()
    {
        using var response = await _http.GetAsync("/obo?x=1", Cancellation);

        Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
        Assert.Equal("/obo/?x=1", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Sign_in_and_sign_out_stay_below_the_path()
    {
        using var browser = NewBrowser();

        var query = await browser.StartAsync("tokens?show=paste");
        using var signedIn = await browser.SignInAsync("tokens?show=paste", browser.IdToken("alice", "first"));
        using var page = await browser.OpenAsync("tokens");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var signOut = await browser.PostAsync(
            SessionRoutes.SignOut, new() { ["__RequestVerificationToken"] = await TokenOfAsync(page) });
        Assert.Equal(HttpStatusCode.Redirect, signOut.StatusCode);
        var end = QueryHelpers.ParseQuery(signOut.Headers.Location!.Query);
        using var signedOut = await browser.OpenAsync($"signout-callback-oidc?state={Uri.EscapeDataString($"{end["state"]}")}");

        Assert.Equal($"{Home}signin-oidc", query["redirect_uri"]);
        Assert.Equal("/obo/tokens?show=paste", signedIn.Headers.Location?.OriginalString);
        Assert.Equal($"{Home}signout-callback-oidc", end["post_logout_redirect_uri"]);
        Assert.Equal("\"cache\"", signOut.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Equal($"/obo{SessionRoutes.SignedOut}", signedOut.Headers.Location?.OriginalString);
    }

    // Browsers accept a cookie whose name begins with __Host- for the path / only.
    [Fact]
    public async Task Cookies_have_the_paths_that_their_names_and_uses_require()
    {
        using var browser = NewBrowser();
        using var start = await browser.OpenAsync("tokens");
        using var signedIn = await browser.SignInAsync("tokens", browser.IdToken("alice", "first"));

        Assert.All(Cookies(start), cookie => Assert.Contains("path=/obo/signin-oidc;", cookie, StringComparison.Ordinal));
        Assert.Contains(Cookies(signedIn), cookie => cookie.StartsWith("__Host-portal=", StringComparison.Ordinal)
            && cookie.Contains("path=/;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("consent/AppB?returnUrl=")]
    [InlineData("MicrosoftIdentity/Account/SignIn?redirectUri=")]
    public async Task SGN_13_SGN_14_signing_in_leads_to_no_other_app_on_the_host(string start)
    {
        using var browser = NewBrowser();
        using var first = await browser.SignInAsync("tokens", browser.IdToken("alice", "first"));
        foreach (var address in OtherApps)
        {
            using var response = await browser.SignInAsync(
                start + Uri.EscapeDataString(address), browser.IdToken("alice", "first"));

            Assert.Equal("/obo/", response.Headers.Location?.OriginalString);
        }

        using var page = await browser.SignInAsync($"{start}%2Fobo%2Ftrace%3Fid%3D1", browser.IdToken("alice", "first"));
        Assert.Equal("/obo/trace?id=1", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Failed_sign_in_and_an_administrators_consent_lead_to_pages_below_the_path()
    {
        using var browser = NewBrowser();
        var query = await browser.StartAsync("trace");

        using var failed = await browser.PostAsync(
            "signin-oidc", new() { ["error"] = "server_error", ["state"] = query["state"] });
        using var granted = await browser.PostAsync(
            "signin-oidc", new() { ["state"] = SessionRoutes.AdministratorState, ["admin_consent"] = "True" });

        var page = failed.Headers.Location?.OriginalString;
        Assert.StartsWith($"/obo{SessionRoutes.SignInFailed}?", page, StringComparison.Ordinal);
        Assert.Contains("returnUrl=%2Fobo%2Ftrace", page, StringComparison.Ordinal);
        Assert.StartsWith(
            $"/obo{SessionRoutes.AdministratorResult}?", granted.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tokens")]
    [InlineData("data/AppB/orders")]
    [InlineData("signed-out")]
    [InlineData("sign-in-failed?returnUrl=/other")]
    [InlineData("nothing/here")]
    public async Task Every_address_in_a_page_is_below_the_path(string path)
    {
        using var browser = NewBrowser();
        using var signedIn = await browser.SignInAsync("tokens", browser.IdToken("alice", "first"));

        using var page = await browser.OpenAsync(path);
        var html = await page.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("<base href=\"/obo/\"", html, StringComparison.Ordinal);
        var resolved = Address().Matches(html)
            .Select(a => WebUtility.HtmlDecode(a.Groups["address"].Value))
            .Select(address => new Uri(Home, address));
        Assert.All(resolved, address => Assert.StartsWith(Home.AbsoluteUri, address.AbsoluteUri, StringComparison.Ordinal));
        Assert.Contains("theme.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descriptions_of_the_backend_name_its_address_below_the_path()
    {
        using var browser = NewBrowser();
        using var signedIn = await browser.SignInAsync("tokens", browser.IdToken("alice", "first"));

        using var refused = await _http.GetAsync("/obo/api/trace", Cancellation);
        using var metadata = JsonDocument.Parse(await _http.GetStringAsync($"{Home}{Metadata}", Cancellation));
        using var openApi = await browser.OpenAsync("openapi/v1.json");
        using var description = JsonDocument.Parse(await openApi.Content.ReadAsStringAsync(Cancellation));

        Assert.Contains(
            $"resource_metadata=\"{Home}{Metadata}\"", $"{refused.Headers.WwwAuthenticate}", StringComparison.Ordinal);
        Assert.Equal(Home.AbsoluteUri.TrimEnd('/'), metadata.RootElement.GetProperty("resource").GetString()!.TrimEnd('/'));
        Assert.Equal(
            Home.AbsoluteUri.TrimEnd('/'),
            description.RootElement.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/'));
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie");

    private static async Task<string> TokenOfAsync(HttpResponseMessage page) =>
        AntiforgeryToken().Match(await page.Content.ReadAsStringAsync(Cancellation)).Groups["token"].Value;

    private SignInBrowser NewBrowser() => new(Home, portal.Authority);

    [GeneratedRegex(
        @"<(?!base)[^>]* (href|src|action)=""(?<address>[^""]*)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"name=""__RequestVerificationToken"" value=""(?<token>[^""]*)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex AntiforgeryToken();

    /// <summary>A portal below the path <c>/obo</c>.</summary>
    public sealed class PortalBelowPath : IAsyncLifetime
    {
        private StartedPortal _portal = null!;

        public HttpClient Http { get; private set; } = null!;

        public TestAuthority Authority => _portal.Authority;

        public Uri Home => new(_portal.Address, "obo/");

        public async ValueTask InitializeAsync()
        {
            _portal = await StartedPortal.StartAsync(["--Portal:PathBase=/obo"]);
            Http = _portal.NewClient();
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _portal.DisposeAsync();
        }
    }
}
