using System.Diagnostics;
using Microsoft.Extensions.Caching.Distributed;
using Portal.Auth.Storage;
using Portal.Redis;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.Auth.Storage;

/// <summary>The cache in Redis, as two instances use it while Redis stops, returns empty, is full or refuses.</summary>
public sealed class RedisStoreTests : IAsyncLifetime
{
    private static readonly DistributedCacheEntryOptions Sliding = new() { SlidingExpiration = TimeSpan.FromDays(1) };

    private readonly RedisServer _server = new();
    private readonly TemporaryFolder _folder = new();
    private readonly List<RedisInstance> _instances = [];

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();

        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FLT_23_what_one_instance_stores_and_removes_the_others_see()
    {
        var (a, b) = (New(), New());
        await SetAsync(a, "key", 1);
        Assert.Equal([1], await GetAsync(b, "key"));

        await a.Cache.RemoveAsync("key", Cancellation);

        Assert.Null(await GetAsync(b, "key"));
        Assert.Null(await GetAsync(a, "key"));
    }

    [Fact]
    public async Task FLT_37_entries_expire_in_redis_and_uses_extend_only_sliding_ones()
    {
        var a = New();
        await SetAsync(a, "sliding", 1);
        await a.Cache.SetAsync(
            "absolute", [2], new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(2) }, Cancellation);
        foreach (var key in (string[])["sliding", "absolute"])
            await Database.KeyExpireAsync($"obo:cache:{SharedName.Of(key)}", TimeSpan.FromMinutes(30));

        Assert.Equal([1], await GetAsync(a, "sliding"));
        Assert.Equal([2], await GetAsync(a, "absolute"));

        Assert.InRange(await LifetimeAsync("sliding"), TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.InRange(await LifetimeAsync("absolute"), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task LEK_05_redis_contains_neither_keys_nor_ids()
    {
        var a = New();
        await SetAsync(a, "oid-of-alice.tenant", 1);
        await a.Cache.RemoveAsync("oid-of-bob.tenant", Cancellation);

        var all = await RedisContent.ReadAsync(_server);

        Assert.Contains(SharedName.Of("oid-of-alice.tenant"), all, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", all, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FLT_18_copies_are_read_without_delay_while_redis_does_not_respond()
    {
        var a = New();
        await SetAsync(a, "key", 1);
        _server.Pause();
        try
        {
            Assert.Equal([1], await GetAsync(a, "key"));
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 500; i++)
                Assert.Equal([1], await GetAsync(a, "key"));

            Assert.InRange(watch.ElapsedMilliseconds, 0, 1_000);
            Assert.Equal("It does not respond.", a.Cache.Fault?.Cause);
            Assert.Single(a.Log.Lines, line => line.Contains("memory only", StringComparison.Ordinal));
        }
        finally
        {
            _server.Resume();
        }

        await a.RecoverAsync();
    }

    [Fact]
    public async Task FLT_20_what_changed_while_redis_was_away_is_stored_when_it_returns_empty()
    {
        var (a, b) = (New(), New());
        await SetAsync(a, "changed", 1);
        await SetAsync(a, "same", 2);
        await SetAsync(a, "removed", 3);
        foreach (var key in (string[])["changed", "same", "removed"])
            Assert.NotNull(await GetAsync(b, key));

        await _server.KillAsync();
        await SetAsync(a, "changed", 9);
        await a.Cache.RemoveAsync("removed", Cancellation);
        Assert.Equal([2], await GetAsync(b, "same"));
        await _server.StartAsync();
        await Task.WhenAll(a.RecoverAsync(), b.RecoverAsync());

        // B may have stored its copies before A removed one.
        await a.Cache.CheckAsync();
        await b.Cache.CheckAsync();
        var c = New();
        Assert.Equal([9], await GetAsync(c, "changed"));
        Assert.Equal([2], await GetAsync(c, "same"));
        foreach (var instance in (RedisInstance[])[a, b, c])
            Assert.Null(await GetAsync(instance, "removed"));
    }

    [Fact]
    public async Task FLT_20_a_removal_that_the_others_had_not_seen_yet_survives_the_loss_of_redis()
    {
        var (a, b) = (New(), New());
        await SetAsync(a, "key", 1);
        Assert.NotNull(await GetAsync(b, "key"));
        await a.Cache.RemoveAsync("key", Cancellation);
        await _server.KillAsync();
        await _server.StartAsync();
        await a.RecoverAsync();
        await b.RecoverAsync();

        await a.Cache.CheckAsync();
        await b.Cache.CheckAsync();

        Assert.Null(await GetAsync(b, "key"));
        Assert.Null(await GetAsync(New(), "key"));
    }

    [Fact]
    public async Task FLT_21_an_entry_that_redis_dropped_is_stored_again_unless_it_was_removed()
    {
        var (a, b) = (New(), New());
        foreach (var key in (string[])["dropped", "removed"])
        {
            await SetAsync(a, key, 1);
            Assert.NotNull(await GetAsync(b, key));
        }

        await Database.KeyDeleteAsync($"obo:cache:{SharedName.Of("dropped")}");
        await a.Cache.RemoveAsync("removed", Cancellation);

        Assert.Equal([1], await GetAsync(b, "dropped"));
        Assert.Equal([1], await GetAsync(New(), "dropped"));
        Assert.Null(await GetAsync(b, "removed"));
    }

    [Fact]
    public async Task FLT_20_a_removal_is_applied_even_if_the_portal_stops_before_redis_returns()
    {
        var (a, b) = (New(), New());
        await SetAsync(a, "key", 1);
        Assert.NotNull(await GetAsync(b, "key"));
        _server.Pause();
        await a.Cache.RemoveAsync("key", Cancellation);
        await a.DisposeAsync();
        _instances.Remove(a);
        _server.Resume();

        var restarted = New(a.Folder);
        await restarted.RecoverAsync();
        await b.RecoverAsync();
        await b.Cache.CheckAsync();

        Assert.Null(await GetAsync(restarted, "key"));
        Assert.Null(await GetAsync(b, "key"));
    }

    [Fact]
    public async Task FLT_21_full_redis_is_read_and_gets_what_changed_when_it_has_memory_again()
    {
        var a = New();
        await SetAsync(a, "key", 1);
        await Database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");

        await SetAsync(a, "key", 2);
        await SetAsync(a, "new", 3);

        Assert.Equal("Its memory is full.", a.Cache.Fault?.Cause);
        Assert.Equal([2], await GetAsync(a, "key"));
        Assert.Equal([3], await GetAsync(a, "new"));
        Assert.Equal([1], await GetAsync(New(), "key"));
        await Database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await a.Cache.CheckAsync();
        Assert.Null(a.Cache.Fault);
        Assert.Equal([2], await GetAsync(New(), "key"));
    }

    [Fact]
    public async Task FLT_21_replica_and_missing_password_are_named_and_the_cache_works_from_memory()
    {
        var a = New();
        await Database.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        await SetAsync(a, "key", 1);
        Assert.Equal([1], await GetAsync(a, "key"));
        Assert.Contains("replica", a.Cache.Fault?.Cause, StringComparison.Ordinal);
        await Database.ExecuteAsync("REPLICAOF", "NO", "ONE");

        await Database.ExecuteAsync("CONFIG", "SET", "requirepass", "secret of redis");
        var refused = New(password: "wrong secret");
        await SetAsync(refused, "key", 2);

        Assert.Equal([2], await GetAsync(refused, "key"));

        // The library reports a refused sign-in after the commands that fail for it.
        await Poll.UntilAsync(
            async () =>
            {
                await refused.Cache.CheckAsync();
                return refused.Cache.Fault?.Cause.Contains("password", StringComparison.Ordinal) is true;
            },
            TimeSpan.FromSeconds(10));
        Assert.Contains(refused.Log.Lines, line => line.Contains("password", StringComparison.Ordinal));
        Assert.DoesNotContain(refused.Log.Lines, line => line.Contains("wrong secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FLT_21_redis_without_tls_leaves_the_cache_in_memory_and_names_the_setting()
    {
        var a = New(options: ",ssl=true");

        await SetAsync(a, "key", 1);

        Assert.Equal([1], await GetAsync(a, "key"));
        Assert.Contains("ssl", a.Cache.Fault?.Fix, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDatabase Database => field ??= ConnectionMultiplexer.Connect($"{_server.ConnectionString},allowAdmin=true").GetDatabase();

    private async Task<TimeSpan> LifetimeAsync(string key) =>
        (await Database.KeyTimeToLiveAsync($"obo:cache:{SharedName.Of(key)}"))!.Value;

    private static Task SetAsync(RedisInstance instance, string key, byte value) =>
        instance.Cache.SetAsync(key, [value], Sliding, Cancellation);

    private static Task<byte[]?> GetAsync(RedisInstance instance, string key) => instance.Cache.GetAsync(key, Cancellation);

    private RedisInstance New(string? folder = null, string? password = null, string options = "")
    {
        folder ??= Directory.CreateDirectory(Path.Combine(_folder.Path, $"{_instances.Count}")).FullName;
        var secret = password is null ? "" : $",password={password}";
        _instances.Add(new RedisInstance($"{_server.ConnectionString}{secret}{options}", folder));
        return _instances[^1];
    }
}
