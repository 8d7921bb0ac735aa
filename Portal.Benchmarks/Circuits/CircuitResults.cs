using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Circuits;

/// <summary>The costs of the data page and its peers as rows of the result.</summary>
internal static class CircuitResults
{
    private const string Grid = "÷ stock MudDataGrid";

    public static IEnumerable<Measurement> Of(PageCost ours, PageCost mudGrid, PageCost quickGrid, PageCost plain)
    {
        yield return Row("G7", $"page change, bytes {Grid}", "KB", cost => cost.ChangeKilobytes, Limit.AtMost(0.6));
        yield return Row("G7", "page change, batches of rows", "batches", cost => cost.ChangeBatchesOfRows, null) with
        {
            Ratio = ours.ChangeBatchesOfRows.Median,
            Limit = Limit.AtMost(1),
        };
        yield return Row("–", "page change, all batches", "batches", cost => cost.ChangeBatches, null);
        yield return Row("G8", $"page change, CPU {Grid}", "ms", cost => cost.ChangeMilliseconds, Limit.AtMost(0.65));
        yield return Row(
            "G9", $"heap per circuit {Grid}", "KB", cost => Sample.Exact(cost.HeapKilobytes), Limit.AtMost(0.7));
        if (ours.GrownKilobytes is { } grown)
        {
            yield return Row(
                "G9", "heap per circuit after 100 page changes", "KB", cost => Sample.Exact(cost.GrownKilobytes ?? 0), null) with
            {
                Ratio = grown / ours.HeapKilobytes,
                Limit = Limit.AtMost(1.1),
            };
        }

        yield return Row("–", "heap left by a closed circuit", "KB", cost => Sample.Exact(cost.LeftKilobytes), null);
        yield return Row("–", "resident memory per circuit", "KB", cost => Sample.Exact(cost.ResidentKilobytes), null);
        yield return Row("–", "first view, bytes", "KB", cost => cost.FirstViewKilobytes, null);
        yield return Row("–", "first view, render batches", "batches", cost => cost.FirstViewBatches, null);

        Measurement Row(string goal, string metric, string unit, Func<PageCost, Sample> value, Limit? limit) => new()
        {
            Goal = goal,
            Metric = metric,
            Unit = unit,
            Ours = value(ours),
            Peers = [new(mudGrid.Name, value(mudGrid)), new(quickGrid.Name, value(quickGrid))],
            Floor = value(plain),
            Ratio = value(ours).Median / value(mudGrid).Median,
            Limit = limit,
        };
    }
}
