using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Hop;

/// <summary>What the portal costs between a client and AppB, side by side with what people would use instead.</summary>
internal sealed class HopBenchmark : IBenchmark
{
    public string Name => "hop";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("hop: starting the servers");
        await using var servers = await HopServers.StartAsync(options, cancellationToken);
        using var tokens = new UserTokens(servers.Emulator.Addresses, options.DataDirectory);
        var appBToken = await tokens.ForAppBAsync(cancellationToken);
        var portalToken = await tokens.ForPortalAsync(cancellationToken);
        var run = InterleavedRun.For(options);

        using var pages = new PageCosts(servers, portalToken, appBToken);
        var costs = await pages.MeasureAsync(run, cancellationToken);
        await Console.Error.WriteLineAsync("  counting token requests");
        var requests = await TokenRequests.MeasureAsync(servers, tokens, options.Quick ? 3 : 10, cancellationToken);
        var shorter = run with { Rounds = run.Rounds * 2, RoundDuration = run.RoundDuration / 2 };
        var slowCache = await SlowCacheCosts.MeasureAsync(servers, portalToken, shorter, cancellationToken);
        if (options.Quick)
            return [.. costs, .. requests, slowCache];

        await Console.Error.WriteLineAsync("  signing users in");
        var growth = await HopGrowth.MeasureAsync(servers, tokens, run with { Rounds = 5 }, cancellationToken);
        return [.. costs, .. requests, slowCache, .. growth];
    }
}
