using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Storage;

/// <summary>Entries of users who left without signing out do not accumulate.</summary>
public sealed class CacheLifetimeTests : IDisposable
{
    private static readonly DistributedCacheEntryOptions Sliding = new() { SlidingExpiration = TimeSpan.FromDays(1) };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ResilientCache _cache;

    public CacheLifetimeTests() => _cache = new ResilientCache(
        new FileStore(Database, _time, NullLogger<FileStore>.Instance), _time, NullLogger<ResilientCache>.Instance);

    private string Database => Path.Combine(_folder.Path, "token-cache.db");

    public void Dispose()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void FLT_37_unused_entries_are_deleted_after_their_sliding_expiration()
    {
        for (var i = 0; i < 200; i++)
            _cache.Set($"{i}", new byte[100], Sliding);

        _time.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(_cache.Get("7"));
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(["7"], Keys());
    }

    [Fact]
    public void FLT_37_five_rounds_of_users_take_no_more_space_than_one()
    {
        var sizes = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 100; i++)
                _cache.Set($"{round} {i}", new byte[100], Sliding);

            _time.Advance(TimeSpan.FromHours(25));
            sizes.Add(Keys().Count);
        }

        Assert.All(sizes, size => Assert.Equal(0, size));
    }

    [Fact]
    public void FLT_37_use_does_not_extend_an_entry_beyond_its_absolute_expiration()
    {
        _cache.Set("key", [1], new DistributedCacheEntryOptions
        {
            SlidingExpiration = TimeSpan.FromMinutes(30),
            AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(2),
        });

        for (var minutes = 0; minutes < 110; minutes += 10)
        {
            Assert.NotNull(_cache.Get("key"));
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(_cache.Get("key"));
    }

    [Fact]
    public void FLT_36_least_recently_used_entries_beyond_the_size_limit_are_deleted()
    {
        using var file = CacheFile.Open(Path.Combine(_folder.Path, "small.db"), _time.GetUtcNow());
        for (var i = 0; i < 10; i++)
        {
            file.Set($"{i}", CacheEntry.Create(new byte[1000], Sliding, _time.GetUtcNow()));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        file.Sweep(_time.GetUtcNow(), maxBytes: 3_500);

        Assert.Equal(["7", "8", "9"], file.Keys().Order(StringComparer.Ordinal));
    }

    private IReadOnlyList<string> Keys()
    {
        using var file = CacheFile.Open(Database, DateTimeOffset.MinValue);
        return file.Keys();
    }
}
