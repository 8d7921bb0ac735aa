using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop;

/// <summary>What the portal costs between a client and AppB, side by side with what people would use instead.</summary>
internal sealed class HopBenchmark : IBenchmark
{
    private const string DirectPage = "/orders?$top=50";
    private const string PortalPage = "/api/data/AppB/orders?top=50";
    private const string PeerPage = "/api/data/AppB/orders?$top=50";

    public string Name => "hop";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var servers = await HopServers.StartAsync(options, cancellationToken);
        using var tokens = new UserTokens(servers.Emulator.Addresses, Registration.Read(), options.DataDirectory);
        var appBToken = await tokens.ForAppBAsync(cancellationToken);
        var portalToken = await tokens.ForPortalAsync(cancellationToken);
        var yarp = await servers.StartAsync("yarp", cancellationToken);

        using var direct = new Case("direct", Load(servers.AppB, DirectPage, appBToken), servers.AppB);
        using var portal = new Case("portal", Load(servers.Portal, PortalPage, portalToken), servers.Portal, servers.AppB);
        using var forwarder = new Case("YARP", Load(yarp, PeerPage, portalToken), yarp, servers.AppB);
        var run = new InterleavedRun
        {
            RoundDuration = TimeSpan.FromSeconds(options.Quick ? 1.5 : 4),
            Rounds = options.Quick ? 3 : 7,
            MaxWarmRounds = options.Quick ? 4 : 10,
        };
        await run.MeasureAsync([direct, portal, forwarder], cancellationToken);

        return
        [
            new Measurement
            {
                Goal = "G1",
                Metric = "CPU of portal and AppB ÷ AppB called directly, 50 orders",
                Unit = "µs",
                Ours = portal.Total,
                Peers = [new("YARP", forwarder.Total)],
                Floor = direct.Total,
                Ratio = portal.Total.Median / direct.Total.Median,
                Limit = Limit.AtMost(1.45),
            },
            new Measurement
            {
                Goal = "G2",
                Metric = "CPU of the portal's process: YARP ÷ portal",
                Unit = "µs",
                Ours = portal.Of(servers.Portal),
                Peers = [new("YARP", forwarder.Of(yarp))],
                Ratio = forwarder.Of(yarp).Median / portal.Of(servers.Portal).Median,
                Limit = Limit.AtLeast(2.5),
            },
        ];
    }

    private static LoadGenerator Load(ServerProcess server, string address, string token) =>
        new(new Uri(server.Address, address), token);
}
