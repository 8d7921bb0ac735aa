using Portal.Benchmarks.Hop;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Orders;

/// <summary>
/// What a page of orders costs AppB, side by side with other ways to write it, and how it grows with the data.
/// </summary>
internal sealed class OrdersBenchmark : IBenchmark
{
    private const int FewOrders = 10_000;
    private const int ManyOrders = 1_000_000;
    private const int MostOrders = 10_000_000;
    private const string Page = "/orders?$top=50";

    private static readonly IReadOnlyDictionary<string, string> Counts = new Dictionary<string, string>
    {
        ["all"] = "/orders?$top=1&$count=true",
        ["of a status"] = "/orders?$top=1&$count=true&$filter=status eq 'Delivered'",
        ["of a search"] = "/orders?$top=1&$count=true&$search=delivery",
    };

    public string Name => "orders";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("orders: starting the servers; the first run creates the databases");
        await using var emulator = await EmulatorHost.StartAsync(options.DataDirectory, cancellationToken);
        using var tokens = new UserTokens(emulator.Addresses, options.DataDirectory);
        var token = await tokens.ForAppBAsync(cancellationToken);
        await using var few = await StartAsync("appb", FewOrders, emulator, options, cancellationToken);
        await using var many = await StartAsync("appb", ManyOrders, emulator, options, cancellationToken);
        using var fewOrders = new AppBClient(few, FewOrders, token);
        using var manyOrders = new AppBClient(many, ManyOrders, token);
        List<Measurement> results =
        [
            await ComparePeersAsync(few, token, emulator, options, cancellationToken),
            .. await CompareSizesAsync(fewOrders, manyOrders, options, pageLimit: 1.2, cancellationToken),
        ];
        if (options.Quick)
            return results;

        await using var most = await StartAsync("appb", MostOrders, emulator, options, cancellationToken);
        using var mostOrders = new AppBClient(most, MostOrders, token);
        results.AddRange(await CompareSizesAsync(manyOrders, mostOrders, options, pageLimit: 1.3, cancellationToken));
        return results;
    }

    private static async Task<Measurement> ComparePeersAsync(
        ServerProcess appB, string token, EmulatorHost emulator, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var ef = await StartAsync("orders-ef", FewOrders, emulator, options, cancellationToken);
        await using var sqlite = await StartAsync("orders-sqlite", FewOrders, emulator, options, cancellationToken);
        using var ours = Case("AppB", appB, token);
        using var plain = Case("Entity Framework", ef, token);
        using var floor = Case("SQLite", sqlite, token);
        await InterleavedRun.For(options).MeasureAsync([ours, plain, floor], cancellationToken);
        return new()
        {
            Goal = "–",
            Metric = "CPU of a page of 50 orders with a JWT ÷ plain Entity Framework; floor: a prepared SQLite statement",
            Unit = "µs",
            Ours = ours.Own,
            Peers = [new(plain.Name, plain.Own)],
            Floor = floor.Own,
            Ratio = InterleavedRun.Ratio(ours, plain, round => round.Own).Median,
        };
    }

    private static async Task<IReadOnlyList<Measurement>> CompareSizesAsync(
        AppBClient small, AppBClient large, BenchmarkOptions options, double pageLimit, CancellationToken cancellationToken)
    {
        var sizes = $"{large.Orders} ÷ {small.Orders} orders";
        await Console.Error.WriteLineAsync($"  comparing {sizes}");
        var times = new PageTimes(small, large);
        var rounds = options.Quick ? 3 : 21;
        await times.WarmAsync(Page, cancellationToken);
        var smallPages = await new OrderPages(small).AddressesAsync(cancellationToken);
        var largePages = await new OrderPages(large).AddressesAsync(cancellationToken);
        var worst = await times.WorstAsync(smallPages, largePages, rounds, cancellationToken);
        var counts = await times.MeasureAsync(Counts, Counts, rounds, cancellationToken);
        return
        [
            Growth("G5", $"CPU of a page, {sizes}; the worst of {smallPages.Count}", worst, Limit.AtMost(pageLimit)),

            // Ten thousand orders can be counted to the end, so the goal is for the larger sizes.
            .. counts.Select(count => Growth(
                "G6", $"CPU of a count, {sizes}", count, small.Orders < ManyOrders ? null : Limit.AtMost(1.1))),
        ];
    }

    private static Measurement Growth(string goal, string metric, PageTime time, Limit? limit) => new()
    {
        Goal = goal,
        Metric = $"{metric}: {time.Page}",
        Unit = "µs",
        Ours = time.Large,
        Floor = time.Small,
        Ratio = time.Ratio,
        Limit = limit,
    };

    private static Task<ServerProcess> StartAsync(
        string server, int orders, EmulatorHost emulator, BenchmarkOptions options, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(
            server,
            options,
            [
                "--environment=Development",
                $"--DataDirectory={options.DataDirectory}",
                $"--AzureAd:Instance={emulator.Addresses.BackChannel}",
                "--AppB:Urls=http://127.0.0.1:0",
                $"--orders={orders}",
            ],
            cancellationToken);

    private static Case Case(string name, ServerProcess server, string token) =>
        new(name, new LoadGenerator(new Uri(server.Address, Page), token), server);
}
