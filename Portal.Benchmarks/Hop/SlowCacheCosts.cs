using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Hop;

/// <summary>What a slow token cache costs: the portal as it is, and with 1 ms more for each access to it (G4).</summary>
internal static class SlowCacheCosts
{
    public static async Task<Measurement> MeasureAsync(
        HopServers servers, string portalToken, InterleavedRun run, CancellationToken cancellationToken)
    {
        var page = PageCosts.PortalPage(1);
        var (usual, delayed) = (servers.Portal, servers.PortalWithSlowCache);
        using var fast = new Case("usual cache", PageCosts.Load(usual, page, portalToken), usual, servers.AppB);
        using var slow = new Case("slow cache", PageCosts.Load(delayed, page, portalToken), delayed, servers.AppB);
        await run.MeasureAsync([slow, fast], cancellationToken);
        return new()
        {
            Goal = "G4",
            Metric = "calls/s for one order, warm: token cache 1 ms slower ÷ as it is",
            Unit = "/s",
            Ours = Rate(slow),
            Peers = [new("as it is", Rate(fast))],
            Ratio = InterleavedRun.Ratio(slow, fast, round => round.RequestsPerSecond).Median,
            Limit = Limit.AtLeast(0.95),
        };
    }

    private static Sample Rate(Case measured) => Sample.Of(measured.Rounds.Select(round => round.RequestsPerSecond));
}
