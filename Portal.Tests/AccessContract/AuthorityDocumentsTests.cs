using System.Net;
using AccessContract.AspNetCore.Bearer;

namespace Portal.Tests.AccessContract;

/// <summary>From where the documents of an authority are fetched.</summary>
public sealed class AuthorityDocumentsTests
{
    private static readonly Uri Metadata = new("https://login.example/tenant/v2.0/.well-known/openid-configuration");

    [Theory]
    [InlineData("https://elsewhere.example/keys")]
    [InlineData("https://login.example.elsewhere.example/keys")]
    [InlineData("https://login.example@elsewhere.example/keys")]
    [InlineData("https://login.example:8443/keys")]
    [InlineData("http://login.example/keys")]
    [InlineData("https://169.254.169.254/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/keys")]
    public async Task SRF_09_keys_at_another_host_are_not_fetched(string address)
    {
        using var authority = new Authority();

        await Assert.ThrowsAsync<InvalidOperationException>(() => FetchAsync(authority, address));

        Assert.Equal(0, authority.Requests);
    }

    [Fact]
    public async Task Keys_at_the_host_of_the_metadata_are_fetched()
    {
        using var authority = new Authority();

        Assert.Equal("{}", await FetchAsync(authority, "https://LOGIN.example/tenant/discovery/keys"));
    }

    private static async Task<string> FetchAsync(Authority authority, string address)
    {
        using var client = new HttpClient(authority, disposeHandler: false);
        return await new AuthorityDocuments(Metadata, client, requireHttps: true)
            .GetDocumentAsync(address, TestContext.Current.CancellationToken);
    }

    private sealed class Authority : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        }
    }
}
