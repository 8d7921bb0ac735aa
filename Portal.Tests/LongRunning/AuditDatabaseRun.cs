using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Portal.Audit;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Database;
using Portal.Problems;
using Portal.Tests.Audit;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The audit log in PostgreSQL: its server is killed while portals write, and it becomes long.</summary>
[Collection(LoadGroup.Name)]
public sealed class AuditDatabaseRun(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Kills = 20;
    private const int Rows = 100_000;

    private static readonly AuditQuery All = new(new AuditFilter());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task FLT_33_ADM_13_chain_has_no_gap_after_the_server_was_killed_20_times()
    {
        await using var store = new PostgresTestStore(await server.CreateDatabaseAsync());
        AuditLog[] logs = [.. Enumerable.Range(0, 3).Select(_ => store.NewLog(TimeProvider.System))];
        var (accepted, refused, longest) = (0, 0, TimeSpan.Zero);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var writing = logs.Select(log => WriteAsync(log, stop.Token)).ToList();
            await WaitForRowsAsync(logs[0], 10);
            await server.KillAsync();
            await server.StartAsync();
            await stop.CancelAsync();
            foreach (var (done, failed, wait) in await Task.WhenAll(writing))
                (accepted, refused, longest) = (accepted + done, refused + failed, wait > longest ? wait : longest);
        }

        foreach (var log in logs)
        {
            var page = await log.ReadAsync(All, Cancellation);
            Assert.Equal((null, null, 0), (page.BrokenAt, page.UnverifiedFrom, page.Unrecorded));
            Assert.InRange(page.Total, accepted, long.MaxValue);
        }

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills: {accepted} rows recorded, {refused} changes refused; the longest wait was {longest.TotalSeconds:0.0} s.");
    }

    [Fact(Explicit = true)]
    public async Task Page_of_100_000_rows_is_read_and_verified_within_5_seconds_and_delays_no_change()
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = new PostgresTestStore(database);
        await InsertAsync(database, store.Protection);
        var log = store.NewLog(TimeProvider.System);
        var before = GC.GetTotalAllocatedBytes();
        var reading = Stopwatch.StartNew();
        var pages = log.ReadAsync(All, Cancellation);
        var change = Stopwatch.StartNew();
        await log.AppendAsync(AuditTestStore.Carol, AuditTestStore.Note("User", ChangeStates.Done), Cancellation);
        change.Stop();
        var page = await pages;
        reading.Stop();

        Assert.Null(page.BrokenAt);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{page.Total} rows: read and verified in {reading.ElapsedMilliseconds} ms "
            + $"with {(GC.GetTotalAllocatedBytes() - before) / 1_048_576} MiB allocated; "
            + $"a change meanwhile took {change.ElapsedMilliseconds} ms.");
        Assert.InRange(reading.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(change.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    // In large batches: one by one, as the portal appends them, takes minutes.
    private static async Task InsertAsync(string connectionString, IDataProtectionProvider protection)
    {
        await using var storage = new PostgreSqlServer(DatabaseConnection.Parse(connectionString, managedIdentity: null));
        await using var database = await storage.OpenAsync(Cancellation);
        await using var transaction = await storage.BeginAppendAsync(database, Cancellation);
        var key = await new AuditKeys(new AuditKeyTable(), protection).GetOrCreateAsync(database, next: 1, Cancellation);
        var previous = "";
        foreach (var numbers in Enumerable.Range(1, Rows).Chunk(2_000))
        {
            foreach (var number in numbers)
            {
                var note = AuditTestStore.Note($"User {number % 1_000}", ChangeStates.Done);
                var (entry, change) = AuditDraft.Create(AuditTestStore.Carol, note, DateTimeOffset.UtcNow);
                entry = entry with { Number = number };
                previous = AuditChain.Link(key, previous, entry, change);
                database.Add(AuditTable.Write(new AuditRow(entry, change, previous)));
            }

            await database.SaveChangesAsync(Cancellation);
            database.ChangeTracker.Clear();
        }

        await transaction.CommitAsync(Cancellation);
    }

    private static async Task<(int Done, int Failed, TimeSpan Longest)> WriteAsync(AuditLog log, CancellationToken stop)
    {
        var (done, failed, longest) = (0, 0, TimeSpan.Zero);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                await log.AppendAsync(
                    AuditTestStore.Carol, AuditTestStore.Note($"User {i}", AuditOutcomes.Intended), Cancellation);
                done++;
            }
            catch (ProblemException)
            {
                failed++;
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        return (done, failed, longest);
    }

    // Until the writers have written, so that the server is killed in the middle of it.
    private static async Task WaitForRowsAsync(AuditLog log, int more)
    {
        var start = (await log.ReadAsync(All, Cancellation)).Total;
        while ((await log.ReadAsync(All, Cancellation)).Total < start + more)
            Cancellation.ThrowIfCancellationRequested();
    }
}
