using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Circuits;

/// <summary>Opens circuits on one page, changes pages, closes them, and keeps what each step cost.</summary>
internal sealed class PageCost(MeasuredPage page)
{
    private const int InUse = 10;
    private const int WarmUpChanges = 30;
    private const int ManyChanges = 100;
    private const int RecordedTraces = 2_000;

    private readonly List<CircuitClient> _circuits = [];
    private readonly List<PageUpdate> _changes = [];
    private readonly List<double> _cpu = [];
    private PageUpdate? _firstView;
    private long _heapAtStart;

    public string Name => page.Name;

    public Sample FirstViewKilobytes => Sample.Exact(_firstView!.Bytes / 1024d);

    public Sample FirstViewBatches => Sample.Exact(_firstView!.Batches);

    public Sample ChangeKilobytes => Sample.Of(_changes.Select(change => change.Bytes / 1024d));

    public Sample ChangeBatchesOfRows => Sample.Of(_changes.Select(change => (double)change.BatchesOfRows));

    public Sample ChangeBatches => Sample.Of(_changes.Select(change => (double)change.Batches));

    /// <summary>CPU time of the server per page change.</summary>
    public Sample ChangeMilliseconds => Sample.Of(_cpu);

    public double HeapKilobytes { get; private set; }

    public double ResidentKilobytes { get; private set; }

    /// <summary>The heap of a circuit after 100 more page changes; null if they were not measured.</summary>
    public double? GrownKilobytes { get; private set; }

    /// <summary>What a closed circuit left in the heap.</summary>
    public double LeftKilobytes { get; private set; }

    /// <summary>Opens circuits, of which the first ones are not measured: they fill pools and compile code.</summary>
    public async Task OpenAsync(int circuits, CancellationToken cancellationToken)
    {
        _heapAtStart = await page.HeapBytesAsync(cancellationToken);
        await OpenMoreAsync(InUse, cancellationToken);
        await ChangePagesAsync(WarmUpChanges, cancellationToken);
        _changes.Clear();
        _cpu.Clear();

        var heap = await page.HeapBytesAsync(cancellationToken);
        var resident = page.Server.ResidentBytes;
        await OpenMoreAsync(circuits, cancellationToken);
        HeapKilobytes = (await page.HeapBytesAsync(cancellationToken) - heap) / 1024d / circuits;
        ResidentKilobytes = (page.Server.ResidentBytes - resident) / 1024d / circuits;
    }

    /// <summary>Some page changes in each of a few circuits. Pages take turns, so that all see the same machine.</summary>
    public async Task ChangePagesAsync(int changes, CancellationToken cancellationToken)
    {
        var before = page.Server.CpuTime;
        for (var i = 0; i < changes; i++)
        {
            _changes.AddRange(await Task.WhenAll(
                _circuits.Take(InUse).Select(circuit => page.ChangePageAsync(circuit, cancellationToken))));
        }

        _cpu.Add((page.Server.CpuTime - before).TotalMilliseconds / InUse / changes);
    }

    /// <summary>
    /// Whether page changes make circuits larger. The traces that the portal records for all circuits are limited in
    /// number, and reach that number before.
    /// </summary>
    public async Task GrowAsync(CancellationToken cancellationToken)
    {
        await ChangePagesAsync(RecordedTraces / InUse, cancellationToken);
        var before = await page.HeapBytesAsync(cancellationToken);
        await ChangePagesAsync(ManyChanges, cancellationToken);
        GrownKilobytes = HeapKilobytes + ((await page.HeapBytesAsync(cancellationToken) - before) / 1024d / InUse);
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var circuit in _circuits)
            await circuit.DisposeAsync();

        LeftKilobytes = (await page.HeapBytesAsync(cancellationToken) - _heapAtStart) / 1024d / _circuits.Count;
        _circuits.Clear();
    }

    private async Task OpenMoreAsync(int circuits, CancellationToken cancellationToken)
    {
        for (var i = 0; i < circuits; i++)
        {
            var (circuit, firstView) = await page.OpenAsync(cancellationToken);
            _circuits.Add(circuit);
            _firstView = firstView;
        }
    }
}
