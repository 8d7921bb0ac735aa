using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Redis;

public sealed class RedisConnectionTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_server_that_stops_responding_delays_one_call_and_recovers_by_itself()
    {
        await using var redis = RedisConnection.Open(
            server.ConnectionString, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var recovered = new TaskCompletionSource();
        redis.Recovered += (_, _) => recovered.TrySetResult();
        Assert.True(redis.TryUse(d => d.StringSet("a", "1"), out _));

        server.Pause();
        try
        {
            Assert.False(redis.TryUse(d => d.StringGet("a"), out _));
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
                Assert.False((await redis.TryUseAsync(d => d.StringGetAsync("a"))).Succeeded);

            Assert.InRange(watch.ElapsedMilliseconds, 0, 100);
        }
        finally
        {
            server.Resume();
        }

        await recovered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(redis.TryUse(d => (string?)d.StringGet("a"), out var value));
        Assert.Equal("1", value);
    }

    [Fact]
    public async Task A_server_that_is_not_there_at_the_start_is_used_once_it_is()
    {
        await server.KillAsync();
        await using var redis = RedisConnection.Open(
            server.ConnectionString, TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var recovered = new TaskCompletionSource();
        redis.Recovered += (_, _) => recovered.TrySetResult();
        Assert.False(redis.TryUse(d => d.StringGet("a"), out _));

        await server.StartAsync();

        await recovered.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(redis.IsAvailable);
    }
}
