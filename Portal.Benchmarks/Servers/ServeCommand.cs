using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Benchmarks.Circuits;
using Portal.Benchmarks.Circuits.Peers;
using Portal.Benchmarks.Hop;
using Portal.Benchmarks.Hop.Peers;
using Portal.Benchmarks.Orders.Peers;
using ServiceDefaults;

namespace Portal.Benchmarks.Servers;

/// <summary>
/// <c>serve NAME SETTINGS…</c> runs one server in this process, prints its address, and ends when its standard input
/// does: the process that started it cannot leave it behind.
/// </summary>
internal static class ServeCommand
{
    public const string Name = "serve";
    public const string Listening = "listening ";

    private static readonly Dictionary<string, Func<string[], WebApplication>> Servers = new(StringComparer.Ordinal)
    {
        ["portal"] = args => global::Portal.Program.Build(args),
        ["appb"] = args => AppB.Sample.Program.Build(args),
        ["portal-slow-cache"] = SlowTokenCache.BuildPortal,
        ["yarp"] = YarpPeer.Build,
        ["sample"] = SamplePeer.Build,
        ["least"] = LeastForwarder.Build,
        ["floor"] = FloorServer.Build,
        ["orders-ef"] = EfOrders.Build,
        ["orders-sqlite"] = SqliteOrders.Build,
        ["portal-with-probe"] = args => global::Portal.Program.Build(args, ServerProbe.Add),
        ["appb-with-probe"] = args => AppB.Sample.Program.Build(args, ServerProbe.Add),
        ["grids"] = PeerServer.Build,
    };

    public static async Task<int> RunAsync(string server, string[] args)
    {
        await using var app = Servers[server](args);
        await AppRunner.StartAsync(app, CancellationToken.None);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        Console.WriteLine(Listening + addresses?.Addresses.First());

        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is expected; only the end counts.
        }

        return 0;
    }
}
