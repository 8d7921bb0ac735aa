using Portal.Components.Charts;

namespace Portal.Tests.Components.Charts;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(new double[] { 1000, 1040 }, 1000, 1040)]
    [InlineData(new double[] { 10, 1040 }, 0, 1250)]
    [InlineData(new double[] { -5, 5 }, -5, 5)]
    [InlineData(new double[] { 7, 7 }, 0, 8)]
    [InlineData(new double[0], 0, 1)]
    public void Scale_of_a_line_starts_where_its_values_are(double[] figures, double from, double to)
    {
        var scale = ChartScale.Of(figures, isFromZero: false);

        Assert.Equal(from, scale.From, 1e-9);
        Assert.Equal(to, scale.To, 1e-9);
    }

    [Theory]
    [InlineData(new double[] { 0, 7 }, 0, 8, 2)]
    [InlineData(new double[] { 200_298 }, 0, 250_000, 50_000)]
    [InlineData(new double[] { -3, 10 }, -5, 10, 2.5)]
    [InlineData(new double[] { 0, 0 }, 0, 1, 1)]
    [InlineData(new double[] { 0.03 }, 0, 0.03, 0.01)]
    public void Scale_uses_round_steps_and_includes_zero(double[] figures, double from, double to, double step)
    {
        var scale = ChartScale.Of(figures);

        Assert.Equal(step, scale.Step, 1e-9);
        Assert.Equal(from, scale.From, 1e-9);
        Assert.Equal(to, scale.To, 1e-9);
    }
}
