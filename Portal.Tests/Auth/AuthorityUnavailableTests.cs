using System.Net;
using Microsoft.Extensions.Logging;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The portal has just started and its authority is not there: sign-in cannot even begin.</summary>
public sealed class AuthorityUnavailableTests
{
    [Theory]
    [InlineData("text/html", "/tokens", HttpStatusCode.Redirect)]
    [InlineData("application/json", "/openapi/v1.json", HttpStatusCode.ServiceUnavailable)]
    public async Task Person_gets_a_page_and_a_programme_a_503(string accept, string path, HttpStatusCode status)
    {
        using var folder = new TemporaryFolder();
        await using var portal = Program.Build(
            ["--environment=Development", folder.Argument, "--AzureAd:Instance=https://localhost:9/", "--Portal:Urls=http://127.0.0.1:0"],
            builder => builder.Logging.ClearProviders());
        await portal.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.Redirect)
        {
            Assert.Equal(
                "/sign-in-failed?reason=authority_unavailable&returnUrl=%2Ftokens", response.Headers.Location!.OriginalString);
        }
    }
}
