using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Tests.Diagnostics;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Hosting;

/// <summary>Sign-in through a proxy that terminates TLS and rewrites Host.</summary>
public sealed class ForwardedHostTests(DiagnosticsFixture fixture) : IClassFixture<DiagnosticsFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("portal.example", "https://portal.example/signin-oidc")]
    [InlineData("portal.example:8443", "https://portal.example:8443/signin-oidc")]
    public async Task Redirect_URI_has_the_public_host(string host, string redirectUri)
    {
        var location = await SignInAsync(host, "--FORWARDEDHEADERS_ENABLED=true");

        Assert.Contains($"redirect_uri={Uri.EscapeDataString(redirectUri)}", location);
    }

    [Fact]
    public async Task Host_that_is_not_allowed_is_ignored() =>
        Assert.DoesNotContain("evil.example", await SignInAsync("evil.example", "--FORWARDEDHEADERS_ENABLED=true"));

    [Fact]
    public async Task SGN_17_Forwarded_host_is_ignored_unless_it_is_enabled() =>
        Assert.DoesNotContain("portal.example", await SignInAsync("portal.example"));

    private async Task<string> SignInAsync(string host, params string[] settings)
    {
        await using var portal = Program.Build(
            [.. fixture.Correct, "--Portal:Urls=http://127.0.0.1:0", "--Portal:AllowedHosts=127.0.0.1;portal.example", .. settings]);
        await portal.StartAsync(Cancellation);
        await using var proxy = await StubHost.StartAsync(app => app.Run(context => ForwardAsync(context, portal.Urls.First())), Cancellation);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, proxy.Address + "MicrosoftIdentity/Account/SignIn");
        request.Headers.Host = host;
        request.Headers.TryAddWithoutValidation("Accept", "text/html");

        using var response = await browser.SendAsync(request, Cancellation);

        return response.Headers.Location?.OriginalString ?? $"{response.StatusCode}";
    }

    private static async Task ForwardAsync(HttpContext context, string inner)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, inner + context.Request.Path + context.Request.QueryString);
        request.Headers.TryAddWithoutValidation("Accept", context.Request.Headers.Accept.ToString());
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", context.Request.Host.Value);
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        using var response = await client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.Headers.Location = response.Headers.Location?.OriginalString;
    }
}
