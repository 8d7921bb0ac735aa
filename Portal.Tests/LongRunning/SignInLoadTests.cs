using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Many sign-ins at the emulator at once, each from a browser and a connection of its own.</summary>
[Collection(LoadGroup.Name)]
public sealed class SignInLoadTests
{
    private const int PerSecond = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    [Fact(Explicit = true)]
    public async Task EMU_16_Two_hundred_sign_ins_per_second_for_a_minute_all_succeed()
    {
        using var data = new TemporaryFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await EmulatorHost.StartAsync(data.Path, clock);
        await OfferAsync(host, WarmUp);
        await ExpireAsync(host, clock);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var started = Stopwatch.GetTimestamp();
        var waits = await OfferAsync(host, Duration);
        var late = Stopwatch.GetElapsedTime(started) - Duration;

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        await ExpireAsync(host, clock);
        var left = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"EMU-16: {waits.Count} sign-ins, offered at {PerSecond} per second, none failed, the last one {late.TotalSeconds:0.0} s "
            + $"after the minute; p50 {At(waits, 0.5):0} ms, p99 {At(waits, 0.99):0} ms, max {At(waits, 1):0} ms; "
            + $"kept {kept / 1024.0 / waits.Count:0.0} KB per session, {left / 1024.0 / waits.Count:0.00} KB after a day");
        Assert.Equal(PerSecond * Duration.TotalSeconds, waits.Count);
    }

    // Without waiting for earlier ones. Returns how long each took, from the moment when it was due.
    private static async Task<IReadOnlyList<TimeSpan>> OfferAsync(EmulatorHost host, TimeSpan duration)
    {
        var running = new List<Task<TimeSpan>>();
        using var ticks = new PeriodicTimer(Tick);
        var started = Stopwatch.GetTimestamp();
        while (running.Count < PerSecond * duration.TotalSeconds)
        {
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            var due = Math.Min(duration.TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds) * PerSecond;
            while (running.Count < due)
                running.Add(SignInAsync(host, started, TimeSpan.FromSeconds((double)running.Count / PerSecond)));
        }

        return await Task.WhenAll(running);
    }

    private static async Task<TimeSpan> SignInAsync(EmulatorHost host, long started, TimeSpan due)
    {
        await Task.Yield();
        await SignInAsync(host);
        return Stopwatch.GetElapsedTime(started) - due;
    }

    private static async Task SignInAsync(EmulatorHost host)
    {
        using var browser = host.NewBrowser();
        var tokens = await host.Tokens.SignInAsync(browser, "alice");
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }

    // The emulator forgets old sessions and codes at the next sign-in.
    private static async Task ExpireAsync(EmulatorHost host, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromDays(2));
        await SignInAsync(host);
    }

    private static double At(IReadOnlyList<TimeSpan> waits, double part) =>
        waits.Order().ElementAt((int)(part * (waits.Count - 1))).TotalMilliseconds;
}
