using System.Diagnostics;
using System.Diagnostics.Metrics;
using Portal.Contracts.Problems;
using Portal.Metrics;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>Recording on the path of every request costs almost nothing.</summary>
public sealed class PortalMetricsTests
{
    private const int Rounds = 100_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Recording_allocates_nothing(bool isCollected)
    {
        var metrics = TestMetrics.Unread;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (isCollected && instrument.Meter == metrics.Meter)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.Start();
        Record(metrics);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rounds; i++)
            Record(metrics);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{(isCollected ? "collected" : "not collected")}: "
            + $"{Stopwatch.GetElapsedTime(started).TotalNanoseconds / Rounds:0} ns for three values");
        Assert.InRange(allocated, 0, Rounds / 10);
    }

    private static void Record(PortalMetrics metrics)
    {
        metrics.TokenLookedUp(isHit: true);
        metrics.CallEnded("AppB", CallOutcome.Success, TimeSpan.FromMilliseconds(3));
        metrics.ProblemReturned(ProblemCodes.RoleMissing, "AppB");
    }
}
