using System.Net;
using Portal.Contracts.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Addresses to return to, at every place that takes one from a request.</summary>
public sealed class ReturnAddressTests(PortalHost portal) : IClassFixture<PortalHost>
{
    // What a browser and a proxy may read as another host, or what does not fit into a header.
    private static readonly string[] Hostile =
    [
        "//evil.example", "///evil.example", "////evil.example", "//evil.example/%2f..", "https://evil.example/",
        "https:evil.example", "https:/evil.example", "http:///evil.example", "HTTPS://evil.example",
        "ftp://evil.example", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "evil.example",
        "@evil.example", "/\\evil.example", "\\evil.example", "\\\\evil.example", "\\/evil.example",
        "/\\/evil.example", "\\/\\/evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example",
        "\t//evil.example", " //evil.example", "\n//evil.example", "/\r\nSet-Cookie: a=b", "/\u0000",
        "/\u000b/evil.example", "/\u0085/evil.example", "/%2f%2fevil.example", "/%2Fevil.example",
        "/%5cevil.example", "/%5C%5Cevil.example", "//\u3002", "//evil\u3002example", "\uFF0F\uFF0Fevil.example",
        "\uFF0F/evil.example", "?//evil.example", "#//evil.example", ".evil.example", "..//evil", "~/evil",
        "~//evil.example", "//localhost:1", "//0x7f000001", "//[::1]/", "http:evil", "//user@evil.example", "",
    ];

    // Paths of this site, however strange they are.
    private static readonly string[] Strange =
    [
        "/\u3002x", "/\u3002/evil.example", "/Zürich?search=Äpfel", "/😀", "/שלום", "/数据", "/\u2028x", "/\u202Ex",
        "/\uFEFFx", "/a//b", "/a/%2f%2fb", "/?x=//evil.example", "/?x=%5c%5c", "/%", "/%zz", "/%00",
        "/;//evil.example", "/.//evil.example", "/@evil.example", "/:evil", "/<script>", "/a b",
        "/\uFF0Fevil.example",
    ];

    public static TheoryData<string> Starts() =>
        new("/MicrosoftIdentity/Account/SignIn?redirectUri=", "/consent/AppB?returnUrl=");

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task SGN_13_SGN_14_signing_in_leads_to_this_site_whatever_the_address_says(string start)
    {
        using var browser = portal.NewBrowser();
        using var first = await browser.SignInAsync("/tokens", browser.IdToken("alice", "first"));
        foreach (var address in Hostile.Concat(Strange).Append("/" + new string('ü', 3000)))
        {
            using var response = await browser.SignInAsync(
                start + Uri.EscapeDataString(address), browser.IdToken("alice", "first"));

            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            var location = response.Headers.GetValues("Location").Single();
            Assert.True(IsOnThisSite(location), $"{address} leads to {location}");
            if (Hostile.Contains(address))
                Assert.Equal("/", location);
        }
    }

    [Fact]
    public async Task SGN_13_the_page_for_failed_sign_ins_offers_no_other_site()
    {
        using var browser = portal.NewBrowser();
        foreach (var address in Hostile.Concat(Strange))
        {
            using var response = await browser.OpenAsync(
                $"{SessionRoutes.SignInFailed}?reason=other&returnUrl={Uri.EscapeDataString(address)}");

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (Hostile.Contains(address))
                Assert.Contains("redirectUri=%2F\"", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("//evil.example/%2e%2e")]
    [InlineData("/%E3%80%82x")]
    public async Task SGN_13_a_requested_address_that_needs_sign_in_leads_to_this_site(string address)
    {
        using var browser = portal.NewBrowser();

        using var response = await browser.SignInAsync(
            new Uri(portal.Address, "/").AbsoluteUri.TrimEnd('/') + address, browser.IdToken("alice", "first"));

        Assert.True(IsOnThisSite(response.Headers.GetValues("Location").Single()));
    }

    [Fact]
    public async Task SGN_21_forty_abandoned_sign_ins_do_not_break_the_next()
    {
        using var browser = portal.NewBrowser();
        for (var i = 0; i < 40; i++)
            await browser.StartAsync("/tokens");

        using var response = await browser.SignInAsync("/tokens", browser.IdToken("alice", "first"));

        Assert.Equal("/tokens", response.Headers.Location?.OriginalString);
        Assert.InRange(browser.Cookies.Sum(c => c.Key.Length + c.Value.Length), 1, 16 * 1024);
    }

    [Theory]
    [InlineData("image")]
    [InlineData("iframe")]
    [InlineData("empty")]
    public async Task SGN_21_a_request_that_cannot_sign_in_leaves_no_cookies(string destination)
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tokens");
        request.Headers.Add("Sec-Fetch-Dest", destination);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(true, null, false)]
    [InlineData(true, "https://evil.example/tenant/v2.0", false)]
    [InlineData(false, "https://evil.example/tenant/v2.0", false)]
    [InlineData(true, "", true)]
    [InlineData(false, null, true)]
    public async Task SGN_09_a_response_that_names_another_issuer_is_refused(
        bool isAnnounced, string? issuer, bool isAccepted)
    {
        await using var own = new PortalHost();
        await own.InitializeAsync();
        own.Authority.AnnouncesIssuer = isAnnounced;
        using var browser = own.NewBrowser();
        var query = await browser.StartAsync("/tokens");
        own.Authority.IdToken = browser.IdToken("alice", "first").With("nonce", query["nonce"]);

        using var response = issuer is null
            ? await browser.RespondAsync(query)
            : await browser.RespondAsync(query, ("iss", issuer.Length == 0 ? own.Authority.Issuer : issuer));

        var refused = $"{SessionRoutes.SignInFailed}?reason={SignInReasons.IssuerMismatch}&returnUrl=%2Ftokens";
        Assert.Equal(isAccepted ? "/tokens" : refused, response.Headers.Location?.OriginalString);
        Assert.Equal(isAccepted ? 1 : 0, own.Authority.TokenRequests);
        Assert.Equal(isAccepted, browser.Cookies.ContainsKey("__Host-portal"));
    }

    // As a browser reads the header: it removes tabs and line breaks, and takes a backslash for a slash.
    private static bool IsOnThisSite(string location) =>
        location.All(c => c is > ' ' and <= '~' or ' ')
        && !location.Contains('\\', StringComparison.Ordinal)
        && location is ['/', ..] and not ['/', '/', ..];
}
