using System.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Five hundred processes are killed at random moments while they write to the databases.</summary>
public sealed class StorageCrashRun
{
    private const int Kills = 500;
    private const int KillsPerFolder = 50;

    [Fact(Explicit = true)]
    public async Task FLT_33_ADM_10_ADM_13_databases_open_again_and_agree_after_500_kills()
    {
        var (started, seed) = (Stopwatch.GetTimestamp(), 0);
        while (seed < Kills)
        {
            using var folder = new TemporaryFolder();
            do
                await StorageCrashes.KillAndCheckAsync(folder.Path, new Random(seed));
            while (++seed % KillsPerFolder != 0);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: every database opened and agreed.");
    }
}
