using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>Two running portals on one Redis behind a proxy that does not keep browsers on one of them.</summary>
public sealed partial class CircuitOriginsTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _portals = [];
    private TestAuthority _authority = null!;
    private string _cookies = "";

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            var portal = Program.Build(
                [.. ApiFixture.Settings(_authority, _folder), $"--ConnectionStrings:redis={redis.ConnectionString}"],
                builder => builder.Logging.ClearProviders());
            await portal.StartAsync(TestContext.Current.CancellationToken);
            _portals.Add(portal);
        }

        _cookies = await SessionCookie.CreateAsync(_portals[0].Services, SessionCookie.Alice);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals)
            await portal.DisposeAsync();

        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Circuit_is_counted_for_the_instance_that_rendered_its_page(int started)
    {
        var html = await PageAsync(_portals[0]);
        var markers = Marker().Matches(html).Select((marker, index) =>
            $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups["marker"].Value}}}""");
        var operations = $$"""{"batchId":1,"operations":[{{string.Join(',', markers)}}]}""";
        var address = AddressOf(_portals[started]);
        await using var circuit = await CircuitConnection.OpenAsync(address, _cookies);
        Assert.NotNull(await circuit.StartAsync(address));

        await circuit.CallAsync("UpdateRootComponents", operations, State().Match(html).Groups["state"].Value);
        while (!circuit.Received.Contains("JS.RenderBatch"))
            await circuit.CallAsync("ReceiveJSDataChunk", 0, 0, null, "");

        var count = Assert.Single(OriginsOf(_portals[started]).Count().ByOrigin);
        Assert.Equal((OriginsOf(_portals[0]).InstanceId, 1), (count.Key, count.Value));
    }

    [Fact]
    public async Task Request_for_a_connection_that_another_instance_has_opened_is_counted()
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AddressOf(_portals[1]), "/_blazor?id=unknown"));
        request.Headers.Add("Cookie", _cookies);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(1, OriginsOf(_portals[1]).Count().Misdirected);
    }

    private async Task<string> PageAsync(WebApplication portal)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(AddressOf(portal), "/setup"));
        request.Headers.Add("Cookie", _cookies);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static CircuitOrigins OriginsOf(WebApplication portal) => portal.Services.GetRequiredService<CircuitOrigins>();

    private static Uri AddressOf(WebApplication portal) => new(portal.Urls.First());

    [GeneratedRegex(
        """<!--Blazor:(?<marker>\{"type":"server".*?\})-->""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();

    [GeneratedRegex(
        "<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
