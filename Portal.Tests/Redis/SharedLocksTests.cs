using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Redis;

/// <summary>Locks of several instances with a real Redis.</summary>
public sealed class SharedLocksTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_instance_waits_until_the_other_has_left()
    {
        await using var first = Instance();
        await using var second = Instance();
        var entered = await Locks(first).EnterAsync("test", "left", Long, Long);

        var waiting = Locks(second).EnterAsync("test", "left", Long, Long);
        Assert.NotNull(await Locks(second).EnterAsync("test", "another", Long, Long));
        Assert.False(waiting.IsCompleted);
        await entered!.DisposeAsync();

        Assert.NotNull(await waiting);
    }

    [Fact]
    public async Task Lock_of_an_instance_that_crashed_is_free_after_its_lifetime()
    {
        await using var first = Instance();
        await using var second = Instance();
        Assert.NotNull(await Locks(first).EnterAsync("test", "crashed", Long, TimeSpan.FromMilliseconds(100)));

        Assert.NotNull(await Locks(second).EnterAsync("test", "crashed", Long, Long));
    }

    [Fact]
    public async Task Instance_that_leaves_late_does_not_end_the_lock_of_another()
    {
        await using var first = Instance();
        await using var second = Instance();
        var late = await Locks(first).EnterAsync("test", "late", Long, TimeSpan.FromMilliseconds(100));
        Assert.NotNull(await Locks(second).EnterAsync("test", "late", Long, Long));

        await late!.DisposeAsync();

        Assert.Null(await Locks(first).EnterAsync("test", "late", TimeSpan.Zero, Long));
    }

    [Fact]
    public async Task Without_redis_or_while_it_hangs_nobody_waits()
    {
        Assert.Null(await Local.Locks().EnterAsync("test", "none", Long, Long));
        await using var instance = Instance();
        server.Pause();
        try
        {
            Assert.Null(await Locks(instance).EnterAsync("test", "hangs", Long, Long).WaitAsync(
                TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        }
        finally
        {
            server.Resume();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Caller_that_needs_the_lock_waits_for_a_redis_that_is_late_but_not_for_one_that_is_gone(bool isLate)
    {
        await using var instance = Instance();
        var clock = new FakeTimeProvider();
        server.Pause();
        try
        {
            var waiting = new SharedLocks(instance, clock).WaitAsync("test", $"late {isLate}", Long, Long);
            await Poll.UntilAsync(() => Task.FromResult(!instance.IsAvailable), Long);
            if (isLate)
            {
                server.Resume();
                await Poll.UntilAsync(() => Task.FromResult(instance.IsAvailable), Long);
            }

            await Poll.UntilAsync(() => Task.FromResult(HasEnded(waiting, clock, advances: !isLate || instance.IsAvailable)), Long);
            Assert.Equal(isLate, await waiting is not null);
        }
        finally
        {
            server.Resume();
        }
    }

    private static bool HasEnded(Task waiting, FakeTimeProvider clock, bool advances)
    {
        if (advances)
            clock.Advance(TimeSpan.FromMilliseconds(25));
        return waiting.IsCompleted;
    }

    private static SharedLocks Locks(RedisConnection redis) => new(redis, TimeProvider.System);

    private RedisConnection Instance() =>
        RedisConnection.Open(server.ConnectionString, TimeProvider.System, NullLogger.Instance);
}
