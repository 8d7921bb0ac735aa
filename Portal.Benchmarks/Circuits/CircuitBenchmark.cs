using Portal.Benchmarks.Results;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Circuits;

/// <summary>G7, G8, G9 and G12: what the data page costs in a circuit, next to the same rows in other grids.</summary>
internal sealed class CircuitBenchmark : IBenchmark
{
    private const int ChangesPerRound = 5;

    public string Name => "circuits";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var stack = await PortalStack.StartAsync(options, cancellationToken);
        await using var grids = await ServerProcess.StartAsync(
            "grids", options, ["--Urls=http://127.0.0.1:0"], cancellationToken);
        using var browser = new BrowserSession(grids.Address);
        var ours = new MeasuredPage("portal", stack.Portal, stack.Browser, PortalStack.DataPage, null);
        PageCost[] pages =
        [
            new(ours),
            new(new("MudDataGrid", grids, browser, "/mud-data-grid", "Next page")),
            new(new("QuickGrid", grids, browser, "/quick-grid", "Go to next page")),
            new(new("plain table", grids, browser, "/plain-table", "Next")),
        ];

        foreach (var page in pages)
            await page.OpenAsync(options.Quick ? 20 : 100, cancellationToken);
        for (var round = 0; round < (options.Quick ? 4 : 20); round++)
        {
            foreach (var page in pages)
                await page.ChangePagesAsync(ChangesPerRound, cancellationToken);
        }

        foreach (var page in pages.Where(_ => !options.Quick))
            await page.GrowAsync(cancellationToken);

        foreach (var page in pages)
            await page.CloseAsync(cancellationToken);

        var calls = await CallsPerFirstViewAsync(stack, ours, cancellationToken);
        return [.. CircuitResults.Of(pages[0], pages[1], pages[2], pages[3]), calls];
    }

    private static async Task<Measurement> CallsPerFirstViewAsync(
        PortalStack stack, MeasuredPage page, CancellationToken cancellationToken)
    {
        var before = await ServerProbe.ReadAsync(stack.AppB.Address, cancellationToken);
        var (circuit, _) = await page.OpenAsync(cancellationToken);
        var after = await ServerProbe.ReadAsync(stack.AppB.Address, cancellationToken);
        await circuit.DisposeAsync();
        var calls = after.Requests - before.Requests;
        return new()
        {
            Goal = "G12",
            Metric = "AppB calls per first view",
            Unit = "calls",
            Ours = Sample.Exact(calls),
            Ratio = calls,
            Limit = Limit.Exactly(1),
        };
    }
}
