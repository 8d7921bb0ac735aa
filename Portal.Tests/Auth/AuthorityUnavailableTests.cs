using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Sign-in when the authority has been unreachable since the portal started.</summary>
public sealed class AuthorityUnavailableTests
{
    private const string Page = "/sign-in-failed?reason=authority_unavailable&returnUrl=%2Ftokens";

    [Theory]
    [InlineData(
        "text/html",
        "/tokens",
        HttpStatusCode.Redirect,
        Page)]
    [InlineData("application/json", "/openapi/v1.json", HttpStatusCode.ServiceUnavailable, null)]
    public async Task Browser_is_redirected_and_other_clients_get_503(
        string accept, string path, HttpStatusCode status, string? location)
    {
        using var folder = new TemporaryFolder();
        await using var portal = await StartAsync(
            "--environment=Development",
            folder.Argument,
            "--AzureAd:Instance=https://localhost:9/",
            "--Portal:Urls=http://127.0.0.1:0");

        Assert.Equal((status, location), await GetAsync(portal, accept, path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FLT_13_metadata_that_never_comes_leads_to_a_page_within_five_seconds(bool isWarm)
    {
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var portal = await StartAsync(ApiFixture.Settings(authority, folder));
        if (isWarm)
        {
            var (_, signIn) = await GetAsync(portal, "text/html", "/tokens");
            Assert.StartsWith($"{authority.Instance}", signIn, StringComparison.Ordinal);
        }

        var gate = new TaskCompletionSource();
        authority.MetadataGate = gate.Task;
        var waited = Stopwatch.StartNew();

        var (status, location) = await GetAsync(portal, "text/html", "/tokens");
        gate.SetResult();

        Assert.Equal((HttpStatusCode.Redirect, Page), (status, location));
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(false, "text/html", "<html>")]
    [InlineData(false, "application/json", "{}")]
    [InlineData(false, "application/json", """{"authorization_endpoint":"javascript:alert(1)"}""")]
    [InlineData(true, "application/json", "{}")]
    [InlineData(true, "text/html", "<html>")]
    public async Task OBO_18_unusable_metadata_or_keys_lead_to_a_page_that_says_so(bool ofKeys, string type, string body)
    {
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var portal = await StartAsync(ApiFixture.Settings(authority, folder));
        if (ofKeys)
            authority.KeysResponse = () => Results.Text(body, type);
        else
            authority.BrokenMetadata = (type, body);

        Assert.Equal((HttpStatusCode.Redirect, Page), await GetAsync(portal, "text/html", "/tokens"));

        (authority.KeysResponse, authority.BrokenMetadata) = (null, null);
        var (_, location) = await GetAsync(portal, "text/html", "/tokens");
        Assert.StartsWith($"{authority.Instance}", location, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(params string[] arguments)
    {
        var portal = Program.Build(arguments, builder => builder.Logging.ClearProviders());
        await portal.StartAsync(TestContext.Current.CancellationToken);
        return portal;
    }

    private static async Task<(HttpStatusCode Status, string? Location)> GetAsync(
        WebApplication portal, string accept, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(portal.Urls.First()),
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        return (response.StatusCode, response.Headers.Location?.OriginalString);
    }
}
