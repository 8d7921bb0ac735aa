using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>One instance under load, with a fault of the network in each minute: nothing grows, and nothing stays broken.</summary>
internal static class SingleInstanceSoak
{
    private const int PerSecond = 20;
    private const int KnownUsers = 30;
    private const double MaxGrowth = 1.3;

    private static readonly TimeSpan FaultDuration = TimeSpan.FromSeconds(10);

    // Longer than calls to an API are paused after it failed.
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    // A token (2.5 s), the API's document (3 s) and the call (3 s), and some time for a busy machine.
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var network = await FaultyNetwork.StartAsync();
        var faults = Enum.GetValues<ConnectionFault>().Where(f => f != ConnectionFault.None)
            .SelectMany(fault => (FaultProxy[])[network.ToApi, network.ToAuthority], (fault, proxy) => (fault, proxy))
            .ToList();
        Assert.Equal("200", (await network.CallAsync(network.NewToken())).Result);
        var tokens = Enumerable.Range(0, KnownUsers).Select(_ => network.NewToken()).ToList();
        var (memory, errors, total) = (new List<double>(), 0, 0);
        for (var minute = 0; minute < duration.TotalMinutes; minute++)
        {
            var (fault, proxy) = faults[minute % faults.Count];
            proxy.Fault = fault;
            var during = await LoadAsync(network, tokens, FaultDuration, cancellationToken);
            proxy.Fault = ConnectionFault.None;
            var recovering = await LoadAsync(network, tokens, Recovery, cancellationToken);
            var healthy = await LoadAsync(
                network, tokens, TimeSpan.FromMinutes(1) - FaultDuration - Recovery, cancellationToken);
            memory.Add(network.Portal.MemoryMiB);
            errors += healthy.Count(call => call.Result != "200");
            total += during.Count + recovering.Count + healthy.Count;
            Write($"minute {minute + 1}: {(proxy == network.ToApi ? "API" : "authority")}, {fault}: {Summary(during)}; "
                + $"recovering: {Summary(recovering)}; then: {Summary(healthy)}; {memory[^1]:0} MiB");
            var slowest = during.Concat(recovering).Max(call => call.Took);
            Assert.True(slowest < Slowest, $"A call took {slowest}.");
            if (Unexpected(network.Portal.Output) is { } text)
                Assert.Fail(text);
        }

        var settled = memory[memory.Count / 3];
        Write($"FLT-47, one instance: {total} calls in {memory.Count} minutes, {errors} errors outside of faults; "
            + $"memory {Slope(memory):+0.0;-0.0} MiB per minute in the last two thirds, {memory[^1]:0} MiB at the end");
        Assert.Equal(0, errors);
        Assert.InRange(memory[^1], 0, settled * MaxGrowth);
    }

    // Most calls are those of known users; one in ten needs a new token.
    private static async Task<IReadOnlyCollection<(string Result, TimeSpan Took)>> LoadAsync(
        FaultyNetwork network, List<string> tokens, TimeSpan duration, CancellationToken cancellationToken)
    {
        var calls = new ConcurrentBag<Task<(string Result, TimeSpan Took)>>();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < duration;)
        {
            calls.Add(network.CallAsync(calls.Count % 10 == 0 ? network.NewToken() : tokens[calls.Count % tokens.Count]));
            await ticks.WaitForNextTickAsync(cancellationToken);
        }

        return await Task.WhenAll(calls);
    }

    // The first exception that the portal did not expect, from its log.
    private static string? Unexpected(string log)
    {
        var start = log.IndexOf("Unhandled exception", StringComparison.Ordinal);
        return start < 0 ? null : log[start..Math.Min(log.Length, start + 3_000)];
    }

    private static string Summary(IEnumerable<(string Result, TimeSpan Took)> calls) =>
        string.Join(", ", calls.GroupBy(c => c.Result).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} x {g.Key}"));

    // Least squares over the last two thirds: the first minutes fill caches and pools.
    private static double Slope(List<double> memory)
    {
        var values = memory.Skip(memory.Count / 3).ToList();
        var (meanX, meanY) = ((values.Count - 1) / 2.0, values.Average());
        var spread = values.Select((_, x) => (x - meanX) * (x - meanX)).Sum();
        return spread == 0 ? 0 : values.Select((y, x) => (x - meanX) * (y - meanY)).Sum() / spread;
    }

    private static void Write(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
