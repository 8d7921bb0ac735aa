using System.Diagnostics;
using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Limits;

/// <summary>Limits that two instances apply together: 7 requests at once, besides one that each gives out by itself.</summary>
public sealed class SharedLimitTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    [Fact]
    public async Task What_exceeds_the_limit_of_all_instances_together_is_refused_and_redis_away_delays_nobody()
    {
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            statuses.Add(await StatusAsync(i % 2 == 0 ? portals.First : portals.Second));

        Assert.Equal(7 + 2, statuses.Count(s => s == HttpStatusCode.Unauthorized));
        Assert.Equal(3, statuses.Count(s => s == HttpStatusCode.TooManyRequests));
        Assert.DoesNotContain("127.0.0.1", await portals.DumpAsync(), StringComparison.Ordinal);

        await using var hanging = await portals.PauseAsync();
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(portals.First));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri portal)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(portal, "/api/views"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
