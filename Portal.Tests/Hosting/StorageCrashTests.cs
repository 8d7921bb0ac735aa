using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>Databases survive the end of their process at any moment. <see cref="Long.StorageCrashRun"/> repeats it.</summary>
public sealed class StorageCrashTests
{
    [Fact]
    public async Task FLT_33_ADM_10_ADM_13_databases_of_a_killed_process_open_again_and_agree()
    {
        using var folder = new TemporaryFolder();

        for (var seed = 0; seed < 5; seed++)
            await StorageCrashes.KillAndCheckAsync(folder.Path, new Random(seed));
    }
}
