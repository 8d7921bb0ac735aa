using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Portal.Audit;
using Portal.Auth.Storage;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;

namespace Portal.Tests.Support;

/// <summary>Kills a process that writes to the databases, and checks what it left behind.</summary>
internal static class StorageCrashes
{
    private const int MaxWritesBeforeKill = 12;

    public static async Task KillAndCheckAsync(string folder, Random random)
    {
        var removed = await KillAsync(folder, random);

        foreach (var database in (string[])["audit.db", "token-cache.db", "tenant.db"])
            Assert.Equal("ok", Read(Path.Combine(folder, database), "PRAGMA integrity_check").Single());

        using var storage = new StorageWriter(folder);
        Assert.Null(storage.Cache.Fault);
        Assert.Empty(DamagedFiles.Of(Path.Combine(folder, "token-cache.db")));
        Assert.All(removed, key => Assert.Null(storage.Cache.Get(key)));

        var page = await storage.Audit.ReadAsync(new AuditQuery(new AuditFilter()), TestContext.Current.CancellationToken);
        Assert.Equal((null, null, 1L), (page.BrokenAt, page.UnverifiedFrom, page.KeyedFrom));
        var intended = Changes(folder, AuditOutcomes.Intended);
        var applied = storage.Tenant.Read("SELECT id FROM redeemed_tokens", row => row.GetString(0));
        Assert.Superset(applied.ToHashSet(StringComparer.Ordinal), intended);
        Assert.Superset(Changes(folder, ChangeStates.Done), applied.ToHashSet(StringComparer.Ordinal));
    }

    private static HashSet<string> Changes(string folder, string outcome) =>
        [.. Read(Path.Combine(folder, "audit.db"), $"SELECT detail FROM entries WHERE outcome = '{outcome}'")];

    // Returns the removals that were reported as complete before the process was killed.
    private static async Task<IReadOnlyList<string>> KillAsync(string folder, Random random)
    {
        var assembly = typeof(StorageCrashes).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [assembly])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [StorageWriter.FolderVariable] = folder, ["DOTNET_STARTUP_HOOKS"] = assembly },
        })!;
        try
        {
            var complete = new List<string>();
            var writes = random.Next(1, MaxWritesBeforeKill);
            while (complete.Count < writes
                && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                complete.Add(line);
            }

            Assert.Equal(writes, complete.Count);
            Spin(TimeSpan.FromMicroseconds(random.Next(0, 10_000)));
            return complete;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // Any moment within a round of writes, which is shorter than what a timer can wait for.
    private static void Spin(TimeSpan time)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
            Thread.SpinWait(20);
    }

    private static IEnumerable<string> Read(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return row.GetString(0);
    }
}
