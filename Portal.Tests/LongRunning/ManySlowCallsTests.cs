using System.Diagnostics;
using System.Net;
using Portal.Tests.Hosting.Limits;

namespace Portal.Tests.LongRunning;

/// <summary>Hundreds of calls that wait for the authority at the same time.</summary>
[Collection(LoadGroup.Name)]
public sealed class ManySlowCallsTests
{
    private const int Calls = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact(Explicit = true)]
    public async Task FLT_39_health_answers_within_a_second_while_500_calls_wait()
    {
        await using var portal = await LimitedPortal.StartAsync();
        var gate = new TaskCompletionSource();
        portal.Authority.TokenGate = gate.Task;
        var calls = Enumerable.Range(0, Calls).Select(user => portal.ExchangeAsync(portal.Token(user))).ToList();
        while (portal.Authority.TokenRequests < Calls / 2)
            await AssertHealthyAsync(portal);

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 50; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await AssertHealthyAsync(portal);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }

        gate.SetResult();
        foreach (var response in await Task.WhenAll(calls))
            response.Dispose();
        TestContext.Current.TestOutputHelper!.WriteLine($"FLT-39: slowest health response {slowest.TotalMilliseconds:0} ms");
        Assert.True(slowest < Limit, $"{slowest}");
    }

    private static async Task AssertHealthyAsync(LimitedPortal portal)
    {
        using var response = await portal.OpenAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
