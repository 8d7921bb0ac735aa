using System.Net;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Sign-in when the authority has been unreachable since the portal started.</summary>
public sealed class AuthorityUnavailableTests
{
    [Theory]
    [InlineData(
        "text/html",
        "/tokens",
        HttpStatusCode.Redirect,
        "/sign-in-failed?reason=authority_unavailable&returnUrl=%2Ftokens")]
    [InlineData("application/json", "/openapi/v1.json", HttpStatusCode.ServiceUnavailable, null)]
    public async Task Browser_is_redirected_and_other_clients_get_503(
        string accept, string path, HttpStatusCode status, string? location)
    {
        using var folder = new TemporaryFolder();
        await using var portal = Program.Build(
            [
                "--environment=Development",
                folder.Argument,
                "--AzureAd:Instance=https://localhost:9/",
                "--Portal:Urls=http://127.0.0.1:0",
            ],
            builder => builder.Logging.ClearProviders());
        await portal.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(portal.Urls.First()),
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((status, location), (response.StatusCode, response.Headers.Location?.OriginalString));
    }
}
