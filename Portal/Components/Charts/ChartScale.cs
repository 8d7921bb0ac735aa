namespace Portal.Components.Charts;

/// <summary>The value axis: round limits and steps.</summary>
public sealed record ChartScale(double From, double To, double Step)
{
    private const int PreferredSteps = 4;

    // Values that differ by less than this part of their size would look the same on an axis from zero.
    private const double SmallSpread = 0.5;

    /// <summary>Whether zero is on the axis; if not, lengths say nothing, and the chart says where the axis starts.</summary>
    public bool HasZero => From <= 0 && To >= 0;

    /// <param name="figures">The values to draw.</param>
    /// <param name="isFromZero">Bars are read by their length, so they always start at zero.</param>
    public static ChartScale Of(IEnumerable<double> figures, bool isFromZero = true)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var figure in figures)
            (low, high) = (Math.Min(low, figure), Math.Max(high, figure));

        if (isFromZero || low > high || low <= 0 || low == high || high - low > SmallSpread * high)
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));

        var step = high == low ? 1 : Round((high - low) / PreferredSteps);
        var from = Math.Floor(low / step) * step;
        return new ChartScale(from, Math.Max(Math.Ceiling(high / step) * step, from + step), step);
    }

    public IEnumerable<double> Ticks()
    {
        // Multiplied, not accumulated: a step may be too small to change a large number.
        var count = (int)Math.Min(Math.Round((To - From) / Step), PreferredSteps * 4);
        for (var i = 0; i <= count; i++)
            yield return From + (i * Step);
    }

    /// <summary>The height, from 0 at the bottom to 100.</summary>
    public double Height(double figure) => Math.Clamp((figure - From) / (To - From) * 100, 0, 100);

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double Round(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        if (power == 0 || !double.IsFinite(power))
            return step;

        var factor = step / power;
        return power * (factor < 1.5 ? 1 : factor < 2.25 ? 2 : factor < 3.5 ? 2.5 : factor < 7.5 ? 5 : 10);
    }
}
