using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.Storage;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Storage;

/// <summary>The cache on disk while its file is damaged, locked, missing or cannot be written.</summary>
public sealed class ResilientCacheTests : IDisposable
{
    private static readonly DistributedCacheEntryOptions Sliding = new() { SlidingExpiration = TimeSpan.FromDays(1) };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly LogWatch _log = new();
    private readonly List<IDisposable> _caches = [];

    public static TheoryData<string> Damages => [.. Damage.Keys];

    private static Dictionary<string, Action<string>> Damage { get; } = new(StringComparer.Ordinal)
    {
        ["random bytes"] = file => File.WriteAllBytes(file, RandomBytes(40_000)),
        ["random bytes after the header"] = file => Patch(file, 100, RandomBytes(4_000)),
        ["a page of random bytes"] = file => Patch(file, 8_192, RandomBytes(4_096)),
        ["truncated"] = file => File.WriteAllBytes(file, File.ReadAllBytes(file)[..5_000]),
        ["zero bytes"] = file => File.WriteAllBytes(file, new byte[40_000]),
        ["empty"] = file => File.WriteAllBytes(file, []),
        ["text"] = file => File.WriteAllText(file, "no database"),
        ["other tables"] = file => Execute(file, "DROP TABLE cache; CREATE TABLE cache (id INTEGER)"),
    };

    private string Database => Path.Combine(_folder.Path, "token-cache.db");

    // The same in each run: one page in a hundred of other random bytes is a valid, empty one.
    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    public void Dispose()
    {
        _caches.ForEach(cache => cache.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void FLT_33_damaged_file_is_set_aside_and_replaced_at_the_start(string damage)
    {
        Stop(Filled(entries: 40));
        Damage[damage](Database);

        var cache = NewCache();

        cache.Set("new", [1], Sliding);
        Assert.Null(cache.Fault);
        Stop(cache);
        Assert.Equal([1], NewCache().Get("new"));
        if (damage == "empty")
            return; // An empty file is a valid, empty database.

        var aside = Assert.Single(DamagedFiles.Of(Database));
        Assert.Single(_log.Lines, line => line.Contains(aside, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(aside));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void FLT_33_file_damaged_while_running_loses_nothing_and_heals(string damage)
    {
        var cache = Filled(entries: 40);
        cache.Remove("key 7");
        Damage[damage](Database);

        for (var i = 0; i < 3; i++)
        {
            _ = cache.Get("key 3");
            cache.Set("later", [2], Sliding);
            cache.Check();
        }

        Assert.Null(cache.Fault);
        Assert.Null(cache.Get("key 7"));
        Assert.Equal([2], cache.Get("later"));
    }

    [Fact]
    public void FLT_33_at_most_two_damaged_files_are_kept()
    {
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllText(Database, "no database");
            Stop(NewCache());
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, DamagedFiles.Of(Database).Count);
    }

    [Fact]
    public void FLT_33_folder_in_place_of_the_file_leaves_the_cache_in_memory_until_it_is_gone()
    {
        Directory.CreateDirectory(Database);

        var cache = NewCache();
        cache.Set("key", [1], Sliding);

        Assert.Equal([1], cache.Get("key"));
        Assert.Contains(Database, cache.Fault!.Fix, StringComparison.Ordinal);
        Directory.Delete(Database);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(cache.Fault);
        Stop(cache);
        Assert.Equal([1], NewCache().Get("key"));
    }

    [Fact]
    public async Task FLT_33_lock_of_another_process_delays_one_call_for_a_second_and_no_other()
    {
        var cache = Filled(entries: 3);
        using var other = Lock();
        var started = Stopwatch.GetTimestamp();

        cache.Set("key 1", [9], Sliding);
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => cache.GetAsync("key 2", TestContext.Current.CancellationToken)));

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
        Assert.Equal([9], cache.Get("key 1"));
        Assert.Equal([2], cache.Get("key 2"));
        Assert.Single(_log.Lines, line => line.Contains("memory only", StringComparison.Ordinal));
        Assert.Contains("locked", cache.Fault!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void FLT_33_what_changed_during_a_lock_is_stored_afterwards()
    {
        var cache = Filled(entries: 3);
        var other = Lock();
        cache.Set("key 1", [9], Sliding);
        cache.Remove("key 2");
        other.Dispose();

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Null(cache.Fault);
        Stop(cache);
        var restarted = NewCache();
        Assert.Equal([9], restarted.Get("key 1"));
        Assert.Null(restarted.Get("key 2"));
        Assert.Equal([0], restarted.Get("key 0"));
        Assert.Single(_log.Lines, line => line.Contains("again", StringComparison.Ordinal));
    }

    [Fact]
    public void FLT_33_start_during_a_lock_keeps_the_file_and_its_entries()
    {
        Stop(Filled(entries: 3));
        var other = Lock();
        var cache = NewCache();
        Assert.NotNull(cache.Fault);
        other.Dispose();

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([2], cache.Get("key 2"));
        Assert.Empty(DamagedFiles.Of(Database));
    }

    [Fact]
    public void FLT_33_removal_during_a_lock_is_applied_even_if_the_portal_stops_first()
    {
        var cache = Filled(entries: 3);
        using (Lock())
        {
            cache.Remove("key 1");
            Assert.Null(cache.Get("key 1"));
            Stop(cache);
        }

        var restarted = NewCache();

        Assert.Null(restarted.Get("key 1"));
        Assert.Equal([2], restarted.Get("key 2"));
    }

    [Fact]
    public void FLT_33_entry_set_after_its_removal_during_a_lock_stays()
    {
        var cache = Filled(entries: 3);
        using (Lock())
        {
            cache.Remove("key 1");
            cache.Set("key 1", [8], Sliding);
        }

        _time.Advance(TimeSpan.FromSeconds(6));
        Stop(cache);

        Assert.Equal([8], NewCache().Get("key 1"));
    }

    [Fact]
    public void FLT_33_more_removals_than_can_be_noted_empty_the_cache()
    {
        var cache = Filled(entries: 3);
        using (Lock())
        {
            for (var i = 0; i < 2_100; i++)
                cache.Remove($"other {i}");

            Stop(cache);
        }

        Assert.Null(NewCache().Get("key 1"));
    }

    [Fact]
    public void FLT_33_deleted_file_is_created_again_with_the_entries_in_memory()
    {
        var cache = Filled(entries: 3);
        cache.Remove("key 1");
        foreach (var file in Directory.GetFiles(_folder.Path, "token-cache.db*"))
            File.Delete(file);

        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.True(File.Exists(Database));
        Stop(cache);
        var restarted = NewCache();
        Assert.Equal([2], restarted.Get("key 2"));
        Assert.Null(restarted.Get("key 1"));
    }

    [Fact]
    public void FLT_32_file_that_cannot_be_written_leaves_the_cache_in_memory()
    {
        var cache = Filled(entries: 3);
        Execute(Database, "CREATE TRIGGER full BEFORE INSERT ON cache BEGIN SELECT RAISE(FAIL, 'full'); END");
        Execute(Database, "CREATE TRIGGER kept BEFORE DELETE ON cache BEGIN SELECT RAISE(FAIL, 'full'); END");

        cache.Set("key 1", [9], Sliding);
        cache.Remove("key 2");

        Assert.NotNull(cache.Fault);
        Assert.Equal([9], cache.Get("key 1"));
        Assert.Null(cache.Get("key 2"));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(cache.Fault);
        Execute(Database, "DROP TRIGGER full; DROP TRIGGER kept");
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(cache.Fault);
        Stop(cache);
        Assert.Null(NewCache().Get("key 2"));
    }

    [Fact]
    public void FLT_33_file_of_the_previous_version_is_read()
    {
        var expiry = _time.GetUtcNow().AddHours(1).UtcTicks;
        Execute(Database, $"""
            CREATE TABLE "cache" (
                "key" varchar NOT NULL, "value" BLOB, "expiry" INTEGER, "renewal" INTEGER, PRIMARY KEY("key")) WITHOUT ROWID;
            CREATE TABLE "meta" ("key" TEXT NOT NULL, "value" INTEGER, PRIMARY KEY("key")) WITHOUT ROWID;
            CREATE INDEX "cache_expiry" ON "cache" ("expiry");
            INSERT INTO meta VALUES ('version', 1), ('created', 638000000000000000);
            INSERT INTO cache VALUES ('key', x'05', {expiry}, {TimeSpan.FromHours(1).Ticks});
            """);

        Assert.Equal([5], NewCache().Get("key"));
        Assert.Empty(DamagedFiles.Of(Database));
    }

    [Theory]
    [InlineData("expiry = -1")]
    [InlineData("expiry = 9223372036854775807")]
    [InlineData("renewal = -1")]
    [InlineData("renewal = 9223372036854775807")]
    [InlineData("latest = 9223372036854775807")]
    [InlineData("value = NULL")]
    public void FLT_34_damaged_row_is_not_used(string damage)
    {
        var cache = Filled(entries: 2);
        Execute(Database, $"UPDATE cache SET {damage} WHERE key = 'key 1'");

        Assert.Null(cache.Get("key 1"));
        Assert.Equal([0], cache.Get("key 0"));
        Assert.Null(cache.Fault);
    }

    private ResilientCache NewCache()
    {
        using var loggers = new LoggerFactory([_log]);
        var store = new FileStore(Database, _time, loggers.CreateLogger<FileStore>());
        var cache = new ResilientCache(store, _time, loggers.CreateLogger<ResilientCache>());
        _caches.Add(cache);
        return cache;
    }

    private ResilientCache Filled(int entries)
    {
        var cache = NewCache();
        for (var i = 0; i < entries; i++)
            cache.Set($"key {i}", [(byte)i], Sliding);

        return cache;
    }

    // As the end of the process does: nothing is stored any more.
    private static void Stop(ResilientCache cache) => cache.Dispose();

    private SqliteConnection Lock()
    {
        var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return other;
    }

    private static void Patch(string file, int position, byte[] content)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = position;
        stream.Write(content);
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
