using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.ApiPreview;
using Portal.Downstream;
using Portal.Tests.OtherApis;

namespace Portal.Tests.ApiPreview;

/// <summary>Which addresses a preview can reach in Production.</summary>
public sealed class ApiDocumentClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SRF_08_Name_that_leads_into_the_portals_network_is_refused_when_connecting()
    {
        await using var host = await StubHost.StartAsync(_ => { }, Cancellation);
        using var client = Client(InternalAddresses.Refused);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new UriBuilder(host.Address) { Host = "localhost" }.Uri, Cancellation));

        Assert.IsType<RefusedAddressException>(refused.InnerException);
        Assert.Empty(host.Calls);
    }

    [Fact]
    public async Task Command_on_the_portals_machine_reaches_its_network()
    {
        await using var host = await StubHost.StartAsync(app => app.MapGet("/", () => "here"), Cancellation);
        using var client = Client(InternalAddresses.Allowed);

        Assert.Equal("here", await client.GetStringAsync(new Uri(host.Address), Cancellation));
    }

    private static HttpClient Client(InternalAddresses addresses)
    {
        var builder = WebApplication.CreateSlimBuilder(["--environment=Production"]);
        builder.Services.AddApiDocumentClient();
        return builder.Build().Services.GetRequiredService<IHttpClientFactory>().CreateClient(ApiDocumentClient.NameOf(addresses));
    }
}
