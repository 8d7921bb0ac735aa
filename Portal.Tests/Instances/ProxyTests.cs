using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Portal.Tests.Hosting.Limits;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>The portal behind nginx and HAProxy with the configurations in <c>deploy</c>.</summary>
public sealed class ProxyTests(ProxiedPortal portal) : IClassFixture<ProxiedPortal>
{
    // A TLS 1.1 ClientHello with AES128-SHA, AES256-SHA and ECDHE-RSA-AES128-SHA, and the secp256r1 group.
    private static readonly byte[] OldHello = Convert.FromHexString(
        "160301004a010000460302" + new string('0', 64) + "000006002f0035c0130100"
        + "0017000a000400020017000b0002010000230000ff01000100");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Proxies => [ReverseProxy.Nginx, ReverseProxy.HAProxy];

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Shipped_configuration_is_valid(string kind)
    {
        var (code, output) = await ReverseProxy.CheckAsync(kind);

        Assert.True(code == 0, output);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task User_signs_in_and_opens_a_circuit(string kind)
    {
        var proxy = await portal.BehindAsync(kind);
        using var browser = portal.NewBrowser(proxy);

        var query = await browser.StartAsync("/tokens");
        using var signedIn = await browser.SignInAsync("/tokens", browser.IdToken("alice", "session"));
        using var page = await browser.OpenAsync("/tokens");
        await using var circuit = await CircuitConnection.OpenAsync(proxy.Address, browser.CookieHeader);

        Assert.Equal(new Uri(proxy.Address, "signin-oidc").AbsoluteUri, query["redirect_uri"]);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.NotNull(await circuit.StartAsync(proxy.Address));
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Browser_gets_a_cookie_that_names_its_instance_and_programs_get_none(string kind)
    {
        var proxy = await portal.BehindAsync(kind);
        using var browser = portal.NewBrowser(proxy);

        using var first = await browser.OpenAsync("/");
        var cookie = first.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("portal_", StringComparison.Ordinal));
        using var second = await browser.OpenAsync("/");

        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task SGN_17_forwarded_headers_of_a_client_do_not_reach_the_portal(string kind)
    {
        var proxy = await portal.BehindAsync(kind);

        using var response = await SendAsync(new Uri(proxy.Address, "MicrosoftIdentity/Account/SignIn"), request =>
        {
            AsBrowser(request);
            request.Headers.Add("X-Forwarded-Host", "127.0.0.1");
            request.Headers.Add("X-Forwarded-Proto", "http");
            request.Headers.Add("X-Forwarded-Prefix", "/evil");
            request.Headers.Add("Forwarded", "host=127.0.0.1;proto=http");
        });

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        var redirectUri = Uri.EscapeDataString(new Uri(proxy.Address, "signin-oidc").AbsoluteUri);
        Assert.Contains($"redirect_uri={redirectUri}", response.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task WEB_18_forged_address_does_not_evade_the_limit(string kind)
    {
        await using var limited = await LimitedPortal.StartAsync(
            [.. ProxiedPortal.Settings, "--Portal:RateLimits:Anonymous:Burst=2", "--Portal:RateLimits:Anonymous:PerMinute=1"]);
        await using var proxy = await ReverseProxy.StartAsync(kind, limited.Address);
        var statuses = new List<HttpStatusCode>();

        for (var client = 1; client <= 3; client++)
        {
            using var response = await SendAsync(
                new Uri(proxy.Address, "api/trace"), request => request.Headers.Add("X-Forwarded-For", $"203.0.113.{client}"));
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task WEB_05_pages_redirect_to_https_and_the_API_does_not(string kind)
    {
        var proxy = await portal.BehindAsync(kind);

        using var page = await SendAsync(new Uri(proxy.PlainAddress, "tokens?hop=AppB"), _ => { });
        using var api = await SendAsync(
            new Uri(proxy.PlainAddress, "api/trace"),
            request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token"));

        Assert.Equal(HttpStatusCode.PermanentRedirect, page.StatusCode);
        Assert.Equal(Uri.UriSchemeHttps, page.Headers.Location!.Scheme);
        Assert.Equal("/tokens?hop=AppB", page.Headers.Location.PathAndQuery);
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task WEB_24_old_TLS_is_refused(string kind)
    {
        const byte alert = 0x15;
        const byte protocolVersion = 70;
        var proxy = await portal.BehindAsync(kind);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", proxy.Address.Port, Cancellation);
        var stream = client.GetStream();

        await stream.WriteAsync(OldHello, Cancellation);
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer, Cancellation);

        Assert.Equal((alert, protocolVersion), (answer[0], answer[6]));
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Long_address_reaches_the_portal(string kind)
    {
        var proxy = await portal.BehindAsync(kind);

        using var response = await SendAsync(new Uri(proxy.Address, "tokens?long=" + new string('x', 20_000)), AsBrowser);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Health_is_not_public(string kind)
    {
        var proxy = await portal.BehindAsync(kind);

        using var response = await SendAsync(new Uri(proxy.Address, "health/ready"), _ => { });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static void AsBrowser(HttpRequestMessage request) => request.Headers.Accept.ParseAdd("text/html");

    private static async Task<HttpResponseMessage> SendAsync(Uri address, Action<HttpRequestMessage> complete)
    {
        using var client = new HttpClient(ProxyCertificate.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        complete(request);
        return await client.SendAsync(request, Cancellation);
    }
}
