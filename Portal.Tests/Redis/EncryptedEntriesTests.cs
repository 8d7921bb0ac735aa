using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Redis;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.Redis;

/// <summary>Entries for all instances with a real Redis.</summary>
public sealed class EncryptedEntriesTests(RedisServer server) : IClassFixture<RedisServer>, IAsyncDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly RedisConnection _redis =
        RedisConnection.Open(server.ConnectionString, TimeProvider.System, NullLogger.Instance);

    private EncryptedEntries Entries => field ??= new EncryptedEntries(_redis, new EphemeralDataProtectionProvider());

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task LEK_05_entry_is_found_under_its_name_and_not_readable_in_redis()
    {
        await WriteAsync("alice", "draft of alice");

        Assert.Equal("draft of alice", await ReadAsync("alice"));
        var content = await RedisContent.ReadAsync(server);
        Assert.Contains(NameOf("alice"), content, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entry_that_was_copied_to_another_name_or_changed_is_not_used()
    {
        await WriteAsync("bob", "draft of bob");
        var stored = (byte[])(await _redis.UseAsync(db => db.StringGetAsync(NameOf("bob"))))!;
        await StoreAsync("mallory", stored);
        Assert.Null(await ReadAsync("mallory"));

        stored[^1] ^= 1;
        await StoreAsync("bob", stored);
        Assert.Null(await ReadAsync("bob"));
    }

    [Fact]
    public async Task List_keeps_the_newest_entries()
    {
        for (var number = 1; number <= 4; number++)
            await Entries.PushAsync("test", "list", [(byte)number], max: 3, Lifetime);

        Assert.Equal([4, 3, 2], (await Entries.ListAsync("test", "list")).Select(content => (int)content.Single()));
    }

    [Fact]
    public async Task Of_several_instances_only_one_takes_an_entry()
    {
        await WriteAsync("carol", "draft of carol");
        var keys = new EphemeralDataProtectionProvider();
        await new EncryptedEntries(_redis, keys).WriteAsync("test", "once", [1], Lifetime);
        await using var other = RedisConnection.Open(server.ConnectionString, TimeProvider.System, NullLogger.Instance);
        EncryptedEntries[] instances = [new(_redis, keys), new(other, keys)];

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => instances[turn % 2].TakeAsync("test", "once")));

        Assert.Single(taken, content => content is [1]);
        Assert.Equal("draft of carol", await ReadAsync("carol"));
    }

    private static string NameOf(string id) => $"obo:test:{SharedName.Of(id)}";

    private Task<bool> WriteAsync(string id, string text) =>
        Entries.WriteAsync("test", id, Encoding.UTF8.GetBytes(text), Lifetime);

    private async Task<string?> ReadAsync(string id) =>
        (await Entries.ReadAsync("test", id)).Content is { } content ? Encoding.UTF8.GetString(content) : null;

    private Task<bool> StoreAsync(string id, byte[] value) =>
        _redis.UseAsync(db => db.StringSetAsync(NameOf(id), (RedisValue)value));
}
