using System.Diagnostics;
using System.Net;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>
/// Many sign-ins at the emulator, each from a browser and a connection of its own; one app redeems the codes. The browsers,
/// the app and the emulator share one process.
/// </summary>
[Collection(LoadGroup.Name)]
public sealed class SignInLoadTests
{
    private const int PerSecond = 200;
    private const double Kibibyte = 1024;
    private const double Mebibyte = 1024 * Kibibyte;
    private const double MaxKept = 8 * Kibibyte;
    private const double MaxLeft = 0.5 * Kibibyte;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    // A machine that completes fewer than 200 per second needs longer than the minute; one that completes 100 needs this much.
    private static readonly TimeSpan MaxWaitAfterLast = TimeSpan.FromSeconds(60);

    [Fact(Explicit = true)]
    public async Task EMU_16_Two_hundred_sign_ins_per_second_for_a_minute_all_succeed()
    {
        using var data = new TemporaryFolder();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await EmulatorHost.StartAsync(data.Path, clock);
        await OfferAsync(host, WarmUp);
        await ExpireAsync(host, clock);
        var before = await SettledHeapAsync();

        var run = await OfferAsync(host, Duration);

        var full = await SettledHeapAsync();
        var remembered = CountSessions(host);
        await ExpireAsync(host, clock);
        var empty = await SettledHeapAsync();
        var (kept, left) = ((full - empty) / run.Started, (empty - before) / run.Started);
        var after = CountSessions(host);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"EMU-16: {run.Started} sign-ins started in {run.Offered.TotalSeconds:0.0} s, {run.Failures.Count} failed, the last one ended "
            + $"{run.AfterLast.TotalSeconds:0.0} s later: {run.Waits.Count / (run.Offered + run.AfterLast).TotalSeconds:0} per second. "
            + $"p50 {run.At(0.5):0} ms, p99 {run.At(0.99):0} ms, max {run.At(1):0} ms; "
            + $"{remembered} sessions, {after} after a day, which freed {kept / Kibibyte:0.0} KiB of each; "
            + $"heap {before / Mebibyte:0} MiB before, {full / Mebibyte:0} MiB after, {empty / Mebibyte:0} MiB a day later");
        Assert.Empty(run.Failures.Select(e => e.Message).Distinct());
        Assert.Equal(PerSecond * Duration.TotalSeconds, run.Waits.Count);
        Assert.InRange(run.AfterLast, TimeSpan.Zero, MaxWaitAfterLast);
        Assert.InRange(kept, double.MinValue, MaxKept);
        Assert.InRange(left, double.MinValue, MaxLeft);
        Assert.Equal((run.Started + 1, 1), (remembered, after));
    }

    // Starts sign-ins when they are due, whether or not earlier ones have ended.
    private static async Task<Run> OfferAsync(EmulatorHost host, TimeSpan duration)
    {
        using var handler = host.CreateHandler();
        handler.MaxConnectionsPerServer = 32;
        using var http = new HttpClient(handler);
        var app = new TokenEndpoint(host, http);
        var running = new List<Task<TimeSpan>>();
        using var ticks = new PeriodicTimer(Tick);
        var started = Stopwatch.GetTimestamp();
        while (running.Count < PerSecond * duration.TotalSeconds)
        {
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            var due = Math.Min(duration.TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds) * PerSecond;
            while (running.Count < due)
                running.Add(SignInAsync(host, app, started, TimeSpan.FromSeconds((double)running.Count / PerSecond)));
        }

        var offered = Stopwatch.GetElapsedTime(started);
        Task all = Task.WhenAll(running);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var afterLast = Stopwatch.GetElapsedTime(started) - offered;

        var waits = await Task.WhenAll(running.Where(r => r.IsCompletedSuccessfully));
        return new Run(offered, afterLast, [.. waits.Order()], all.Exception?.InnerExceptions ?? []);
    }

    // Returns how long it took, from the moment when it was due.
    private static async Task<TimeSpan> SignInAsync(EmulatorHost host, TokenEndpoint app, long started, TimeSpan due)
    {
        await Task.Yield();
        await SignInAsync(host, app);
        return Stopwatch.GetElapsedTime(started) - due;
    }

    private static async Task SignInAsync(EmulatorHost host, TokenEndpoint app)
    {
        using var browser = host.NewBrowser();
        var tokens = await app.SignInAsync(browser, "alice");
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.NotEmpty(tokens.AccessToken);
    }

    // The emulator forgets old sessions and codes at the next sign-in.
    private static async Task ExpireAsync(EmulatorHost host, FakeTimeProvider clock)
    {
        clock.Advance(Sessions.Lifetime + TimeSpan.FromHours(1));
        await SignInAsync(host, host.Tokens);
    }

    private static int CountSessions(EmulatorHost host) =>
        Assert.Single(host.Service<TenantDatabase>().Read("SELECT COUNT(*) FROM session_apps", row => row.GetInt32(0)));

    // Without what connections that have just been closed still use, in bytes.
    private static async Task<double> SettledHeapAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
        var (heap, previous) = (GC.GetTotalMemory(forceFullCollection: true), long.MaxValue);
        for (var i = 0; i < 20 && heap < previous * 0.99; i++)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            (heap, previous) = (GC.GetTotalMemory(forceFullCollection: true), heap);
        }

        return heap;
    }

    /// <param name="Offered">From the first start to the last one.</param>
    /// <param name="AfterLast">From the last start to the last end.</param>
    /// <param name="Waits">How long the sign-ins took that succeeded, in order.</param>
    /// <param name="Failures">Why the others failed.</param>
    private sealed record Run(
        TimeSpan Offered, TimeSpan AfterLast, IReadOnlyList<TimeSpan> Waits, IReadOnlyCollection<Exception> Failures)
    {
        public int Started => Waits.Count + Failures.Count;

        public double At(double part) => Waits.Count == 0 ? 0 : Waits[(int)(part * (Waits.Count - 1))].TotalMilliseconds;
    }
}
