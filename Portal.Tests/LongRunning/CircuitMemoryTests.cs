using System.Diagnostics;
using Portal.Components;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Ten thousand pages opened and closed, without a browser.</summary>
[Collection(LoadGroup.Name)]
public sealed class CircuitMemoryTests
{
    private const int Circuits = 10_000;

    // More than the traces that the portal keeps of all users, which are 2000.
    private const int WarmUp = 2_500;
    private const int PagesPerLoad = 250;
    private const int Users = 8;
    private const double Mebibyte = 1024 * 1024;

    // For pools. A page that stayed would take about 75 KiB, ten thousand of them 700 MiB.
    private const double MaxGrowth = 16 * Mebibyte;

    // The client here, unlike a browser, answers no script call. The framework keeps a circuit until its calls have timed out.
    private static readonly TimeSpan ScriptTimeout = ComponentsRegistration.ScriptTimeout + TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task FLT_38_memory_returns_after_10000_pages_were_opened_and_closed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that asks for the size of the heap.");
        using var folder = new TemporaryFolder();
        await using var authority = await TestAuthority.StartAsync(folder.Path, Cancellation);
        await using var portal = await PortalProcess.StartAsync(
            AppContext.BaseDirectory,
            [
                .. ApiFixture.Settings(authority, folder),
                "--Portal:RateLimits:Circuits:Burst=1000000",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            ],
            Cancellation,
            limit: null,
            PortalProcess.HeapReporting);
        var visitors = new List<Visitor>();
        for (var user = 0; user < Users; user++)
            visitors.Add(await Visitor.SignInAsync(portal.Address, authority, $"user-{user}", "/trace"));

        // What the first pages leave for good: code, pools, the latest traces.
        await OpenAndCloseAsync(visitors, WarmUp);
        var before = await SettledAsync(portal);
        var started = Stopwatch.GetTimestamp();
        await OpenAndCloseAsync(visitors, Circuits);
        var took = Stopwatch.GetElapsedTime(started);
        var (most, after) = (await portal.ReadHeapAsync(Cancellation), await SettledAsync(portal));

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FLT-38: {Circuits} pages in {took.TotalSeconds:0} s. Heap: {before / Mebibyte:0.0} MiB before, {most / Mebibyte:0.0} MiB right "
            + $"after the last, {after / Mebibyte:0.0} MiB later ({after * 100.0 / before - 100:+0.0;-0.0} %).");
        visitors.ForEach(visitor => visitor.Dispose());
        Assert.InRange(after, 0, before + MaxGrowth);
    }

    private static async Task<long> SettledAsync(PortalProcess portal)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (Stopwatch.GetElapsedTime(started) < ScriptTimeout)
            await timer.WaitForNextTickAsync(Cancellation);

        return await portal.ReadHeapAsync(Cancellation);
    }

    private static Task OpenAndCloseAsync(List<Visitor> visitors, int count) =>
        Task.WhenAll(visitors.Select(async visitor =>
        {
            for (var i = 0; i < count / visitors.Count; i++)
            {
                if (i % PagesPerLoad == 0)
                    await visitor.LoadAsync();

                var page = await visitor.OpenAsync();
                Assert.NotNull(page);
                await page.CloseAsync();
            }
        }));
}
