using System.Diagnostics;
using Portal.Tests.Instances;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Three instances under steady load, while one of the others is killed or restarted, Redis stops, or the authority fails,
/// every few seconds. The first instance runs through; its memory is measured.
/// </summary>
internal sealed class ThreeInstanceSoak(ProxiedApplications apps, RedisServer redis)
{
    private const int PerSecond = 50;
    private const double MaxLost = 0.01; // Killed instances lose what they were processing, and one that starts takes all processors.
    private const long MaxGrowthMiB = 100;
    private static readonly TimeSpan BetweenFaults = TimeSpan.FromSeconds(10);

    private readonly List<string> _faults = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when all instances listen.</summary>
    public Task Started => _started.Task;

    public async Task RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        string[] tokens = [await apps.TokenAsync("alice"), await apps.TokenAsync("carol"), await apps.TokenAsync("dave")];
        await using var instances = await PortalInstances.StartAsync(
            apps, ReverseProxy.HAProxy, count: 3, $"--ConnectionStrings:redis={redis.ConnectionString}",
            "--Portal:DownstreamApis:AppB:TimeoutSeconds=15"); // An instance that starts takes all processors.
        _started.SetResult();
        using var load = new RequestLoad(instances.Address, tokens);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        var run = load.RunAsync(int.MaxValue, PerSecond, end.Token);
        var memory = await BreakThingsAsync(instances, duration, cancellation);
        await end.CancelAsync();
        await run;

        // After the first third, the caches are warm.
        var (early, late) = (Median(memory[(memory.Count / 3)..(memory.Count * 2 / 3)]), Median(memory[(memory.Count * 2 / 3)..]));
        var growth = late - early;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-47, three instances: {load.Summary()}\n"
            + $"  faults: {string.Join(", ", _faults.CountBy(fault => fault).Select(f => $"{f.Value} × {f.Key}"))}\n"
            + $"  memory of the instance that ran through: {memory[0]} MiB at first, {early} in the second third, {late} in the last");
        Assert.True(load.Failed <= load.Sent * MaxLost, load.Summary());
        Assert.True(growth < MaxGrowthMiB, $"Memory grew by {growth} MiB.");
        Assert.Equal(instances.Count, await instances.CountReadyAsync());
        Assert.True(await load.TryAsync(tokens[0], cancellation));
    }

    // Returns the memory of the first instance, measured after each fault.
    private async Task<List<long>> BreakThingsAsync(
        PortalInstances instances, TimeSpan duration, CancellationToken cancellationToken)
    {
        var memory = new List<long> { instances.MemoryMiB(0) };
        using var timer = new PeriodicTimer(BetweenFaults);
        var started = Stopwatch.StartNew();
        for (var turn = 0; started.Elapsed < duration; turn++)
        {
            var other = 1 + (turn / 4 % 2);
            switch (turn % 4)
            {
                case 0:
                    _faults.Add("instance killed");
                    await instances.KillAsync(other);
                    await instances.StartAsync(other);
                    break;
                case 1:
                    _faults.Add("Redis stopped");
                    redis.Pause();
                    await timer.WaitForNextTickAsync(cancellationToken);
                    redis.Resume();
                    break;
                case 2:
                    _faults.Add("instance restarted");
                    await instances.RestartAsync(other);
                    break;
                default:
                    _faults.Add("authority failing");
                    using (apps.Fail("token", 503))
                        await timer.WaitForNextTickAsync(cancellationToken);
                    break;
            }

            memory.Add(instances.MemoryMiB(0));
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return memory;
    }

    private static long Median(IEnumerable<long> values)
    {
        long[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
