using System.Diagnostics;

namespace Portal.Tests.Support;

/// <summary>For what no event reports.</summary>
internal static class Poll
{
    // Without a pause, a check would take the processor from what it waits for.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Checks again and again until the condition holds, and returns how long that took.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        using var timer = new PeriodicTimer(Interval);
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < limit, $"The condition did not hold within {limit.TotalSeconds} s.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }
}
