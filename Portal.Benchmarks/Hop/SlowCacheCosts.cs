using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Hop;

/// <summary>What a slow token cache costs: the portal as it is and with 1 ms more for each access to it, in turn (G4).</summary>
internal static class SlowCacheCosts
{
    public static async Task<Measurement> MeasureAsync(
        HopServers servers, string portalToken, InterleavedRun run, CancellationToken cancellationToken)
    {
        var page = PageCosts.PortalPage(1);
        using var fast = new Case("without", PageCosts.Load(servers.Portal, page, portalToken), servers.Portal, servers.AppB);
        using var slow = new Case(
            "with", PageCosts.Load(servers.PortalWithSlowCache, page, portalToken), servers.PortalWithSlowCache, servers.AppB);
        await run.MeasureAsync([slow, fast], cancellationToken);
        return new()
        {
            Goal = "G4",
            Metric = "acquisitions/s with 1 ms more for each access to the token cache ÷ without (calls for one order, warm)",
            Unit = "/s",
            Ours = Rate(slow),
            Peers = [new("without", Rate(fast))],
            Ratio = InterleavedRun.Ratio(slow, fast, round => round.RequestsPerSecond).Median,
            Limit = Limit.AtLeast(0.95),
        };
    }

    private static Sample Rate(Case measured) => Sample.Of(measured.Rounds.Select(round => round.RequestsPerSecond));
}
