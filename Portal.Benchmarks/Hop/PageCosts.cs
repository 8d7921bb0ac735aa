using Portal.Benchmarks.Hop.Peers;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop;

/// <summary>The CPU time of a page of orders on each way to AppB (G1, G2), and how it grows with the page (G11).</summary>
internal sealed class PageCosts : IDisposable
{
    private const int Small = 50;
    private const int Large = 1_000; // AppB's maximum
    private const string MissingNginx = "; nginx: not installed";

    private readonly Case _direct, _portal, _yarp, _sample, _least, _portalLarge, _sampleLarge, _plaintext, _bytes;
    private readonly Case? _nginx;

    public PageCosts(HopServers servers, string portalToken, string appBToken)
    {
        var (appB, portal, yarp, sample) = (servers.AppB, servers.Portal, servers.Yarp, servers.Sample);
        _direct = new("direct", Load(appB, $"/orders?$top={Small}", appBToken), appB);
        _portal = new("portal", Load(portal, PortalPage(Small), portalToken), portal, appB);
        _yarp = new("YARP", Load(yarp, PeerPage(Small), portalToken), yarp, appB);
        _sample = new("sample", Load(sample, PeerPage(Small), portalToken), sample, appB);
        _least = new("least", Load(servers.Least, PeerPage(Small), portalToken), servers.Least, appB);
        _portalLarge = new("portal, large", Load(portal, PortalPage(Large), portalToken), portal, appB) { IsWarm = true };
        _sampleLarge = new("sample, large", Load(sample, PeerPage(Large), portalToken), sample, appB) { IsWarm = true };
        _plaintext = new("plaintext", Load(servers.Floor, FloorServer.Plaintext), servers.Floor);
        _bytes = new("bytes", Load(servers.Floor, FloorServer.Page), servers.Floor);
        if (servers.Nginx is { } nginx)
            _nginx = new("nginx", Load(nginx, $"/orders?$top={Small}", appBToken), nginx, servers.Floor, appB);
    }

    private IReadOnlyList<Case> All =>
        [_direct, _portal, _yarp, _sample, _least, .. NginxOrNone, _plaintext, _bytes, _portalLarge, _sampleLarge];

    private IEnumerable<Case> NginxOrNone => _nginx is null ? [] : [_nginx];

    public async Task<IReadOnlyList<Measurement>> MeasureAsync(InterleavedRun run, CancellationToken cancellationToken)
    {
        await run.MeasureAsync(All, cancellationToken);
        return [Hop(), Own(_yarp, 2.5), Own(_sample, 3.3), Growth(), Least(), Floors()];
    }

    public static string PortalPage(int rows) => $"/api/data/AppB/orders?top={rows}";

    public static string PeerPage(int rows) => $"/api/data/AppB/orders?$top={rows}";

    public static LoadGenerator Load(ServerProcess server, string address, params IReadOnlyList<string> tokens) =>
        new(new Uri(server.Address, address), tokens);

    public void Dispose()
    {
        foreach (var measured in All)
            measured.Dispose();
    }

    private Measurement Hop() => new()
    {
        Goal = "G1",
        Metric = $"CPU of portal + AppB ÷ AppB called directly, {Small} orders{(_nginx is null ? MissingNginx : "")}",
        Unit = "µs",
        Ours = _portal.Total,
        Peers = [.. new[] { _yarp, _sample }.Concat(NginxOrNone).Select(peer => new Peer(peer.Name, peer.Total))],
        Floor = _direct.Total,
        Ratio = InterleavedRun.Ratio(_portal, _direct, round => round.Total).Median,
        Limit = Limit.AtMost(1.45),
    };

    private Measurement Own(Case peer, double goal) => new()
    {
        Goal = "G2",
        Metric = $"CPU of the {peer.Name} process ÷ the portal's, {Small} orders",
        Unit = "µs",
        Ours = _portal.Own,
        Peers = [new(peer.Name, peer.Own)],
        Floor = _least.Own,
        Ratio = InterleavedRun.Ratio(peer, _portal, round => round.Own).Median,
        Limit = Limit.AtLeast(goal),
    };

    private Measurement Growth()
    {
        var ours = PerKilobyte(_portal, _portalLarge);
        var peer = PerKilobyte(_sample, _sampleLarge);
        return new()
        {
            Goal = "G11",
            Metric = $"CPU of the portal's process per KB of body, {Small} → {Large} orders, ÷ the sample's",
            Unit = "µs/KB",
            Ours = ours,
            Peers = [new(_sample.Name, peer)],
            Ratio = ours.Median / peer.Median,
            Limit = Limit.AtMost(0.25),
        };
    }

    private Measurement Least() => new()
    {
        Goal = "–",
        Metric = "CPU of the least forwarder + AppB ÷ AppB called directly; peer: the least forwarder alone",
        Unit = "µs",
        Ours = _least.Total,
        Peers = [new(_least.Name, _least.Own)],
        Floor = _direct.Total,
        Ratio = InterleavedRun.Ratio(_least, _direct, round => round.Total).Median,
    };

    private Measurement Floors() => new()
    {
        Goal = "–",
        Metric = "CPU of a server that only returns 9.5 KB of bytes; floor: plaintext",
        Unit = "µs",
        Ours = _bytes.Own,
        Floor = _plaintext.Own,
        Ratio = InterleavedRun.Ratio(_bytes, _plaintext, round => round.Own).Median,
    };

    private static Sample PerKilobyte(Case small, Case large) => Sample.Of(small.Rounds.Zip(
        large.Rounds, (few, many) => (many.Own - few.Own) / (many.Kilobytes - few.Kilobytes)));
}
