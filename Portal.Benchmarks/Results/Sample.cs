namespace Portal.Benchmarks.Results;

/// <summary>The median of several rounds, and the rounds' minimum and maximum.</summary>
internal sealed record Sample(double Median, double Min, double Max)
{
    public static Sample Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    /// <summary>A figure that was counted, not timed.</summary>
    public static Sample Exact(double value) => new(value, value, value);
}
