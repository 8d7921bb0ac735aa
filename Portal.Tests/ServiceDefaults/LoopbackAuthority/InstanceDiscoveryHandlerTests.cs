using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.ServiceDefaults.LoopbackAuthority;

public sealed class InstanceDiscoveryHandlerTests
{
    [Fact]
    public async Task Discovery_is_sent_to_the_instance_with_its_query()
    {
        var sentTo = await SendAsync("https://login.microsoftonline.com/common/discovery/instance?api-version=1.1");

        Assert.Equal("https://localhost:7102/common/discovery/instance?api-version=1.1", sentTo);
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/common/oauth2/v2.0/token")]
    [InlineData("https://login.microsoftonline.com/common/discovery/instance/more")]
    [InlineData("https://login.microsoftonline.com.example/common/discovery/instance")]
    [InlineData("https://login.microsoftonline.com:8443/common/discovery/instance")]
    [InlineData("http://login.microsoftonline.com/common/discovery/instance")]
    [InlineData("https://graph.microsoft.com/common/discovery/instance")]
    public async Task Other_requests_are_not_redirected(string address) =>
        Assert.Equal(address, await SendAsync(address));

    private static async Task<string> SendAsync(string address)
    {
        var wire = new Wire();
        using var handler = new InstanceDiscoveryHandler(new Uri("https://localhost:7102/")) { InnerHandler = wire };
        using var http = new HttpClient(handler);
        using var response = await http.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        return wire.RequestUri!.AbsoluteUri;
    }

    private sealed class Wire : HttpMessageHandler
    {
        public Uri? RequestUri { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            RequestUri = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
