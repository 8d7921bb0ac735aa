using System.Diagnostics;
using System.Net;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Many sign-ins at the emulator at once.</summary>
[Collection(LoadGroup.Name)]
public sealed class SignInLoadTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    [Fact(Explicit = true)]
    public async Task EMU_16_Sign_ins_for_a_minute_all_succeed()
    {
        using var data = new TemporaryFolder();
        await using var host = await EmulatorHost.StartAsync(data.Path);
        await SignInAsync(host);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var count = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            while (clock.Elapsed < Duration)
            {
                await SignInAsync(host);
                Interlocked.Increment(ref count);
            }
        }));

        var after = GC.GetTotalMemory(forceFullCollection: true);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"EMU-16: {count / clock.Elapsed.TotalSeconds:F0} sign-ins per second, {count} in total, none failed; "
            + $"{(after - before) / 1024.0 / count:F1} KB kept per session");
        Assert.True(count > 0);
    }

    private static async Task SignInAsync(EmulatorHost host)
    {
        using var browser = host.NewBrowser();
        var tokens = await host.Tokens.SignInAsync(browser, "alice");
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
    }
}
