using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Redis;

public sealed class InstanceNoticesTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_redis_a_notice_reaches_this_instance()
    {
        await using var notices = new InstanceNotices(redis: null, TimeProvider.System, NullLogger<InstanceNotices>.Instance);
        var received = Receive(notices, NoticeKind.AccessChanged);

        await notices.PublishAsync(NoticeKind.AccessChanged, "alice");

        Assert.True(received.TryRead(out var key));
        Assert.Equal("alice", key);
    }

    [Fact]
    public async Task A_notice_reaches_every_instance_once()
    {
        await using var first = await Instance.StartAsync(server);
        await using var second = await Instance.StartAsync(server);
        var (own, others) = (Receive(first.Notices, NoticeKind.AccessChanged), Receive(second.Notices, NoticeKind.AccessChanged));

        await first.Notices.PublishAsync(NoticeKind.AccessChanged, "alice");
        await second.Notices.PublishAsync(NoticeKind.AccessChanged, "bob");

        Assert.Equal(["alice", "bob"], await TakeAsync(own, 2, key => key != InstanceNotices.Everything));
        Assert.Equal(
            ["alice", "bob"],
            (await TakeAsync(others, 2, key => key != InstanceNotices.Everything)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_notice_reaches_only_subscribers_of_its_kind_even_if_another_fails()
    {
        await using var notices = new InstanceNotices(redis: null, TimeProvider.System, NullLogger<InstanceNotices>.Instance);
        using var failing = notices.Subscribe(NoticeKind.AccessChanged, _ => throw new InvalidOperationException("broken"));
        var changes = Receive(notices, NoticeKind.AccessChanged);
        var cancellations = Receive(notices, NoticeKind.ExportCancelled);

        await notices.PublishAsync(NoticeKind.AccessChanged, "alice");

        Assert.True(changes.TryRead(out _));
        Assert.False(cancellations.TryRead(out _));
    }

    [Fact]
    public async Task While_redis_hangs_the_sender_does_not_wait_and_the_notice_arrives_later()
    {
        await using var first = await Instance.StartAsync(server);
        await using var second = await Instance.StartAsync(server);
        var received = Receive(second.Notices, NoticeKind.ExportCancelled);
        server.Pause();
        try
        {
            for (var i = 0; i < 20; i++)
                await first.Notices.PublishAsync(NoticeKind.ExportCancelled, "export").WaitAsync(MaxWait, Cancellation);

            Assert.False(received.TryRead(out var key) && key != InstanceNotices.Everything);
        }
        finally
        {
            server.Resume();
        }

        Assert.Contains(await TakeAsync(received, 1), key => key is "export" or InstanceNotices.Everything);
    }

    [Fact]
    public async Task After_a_restart_of_redis_everything_is_looked_at_again_and_notices_arrive()
    {
        await using var own = new RedisServer();
        await own.InitializeAsync();
        await using var first = await Instance.StartAsync(own);
        await using var second = await Instance.StartAsync(own);
        var received = Receive(second.Notices, NoticeKind.AccessChanged);

        await own.KillAsync();
        await first.Notices.PublishAsync(NoticeKind.AccessChanged, "missed");
        await own.StartAsync();

        Assert.Equal(InstanceNotices.Everything, (await TakeAsync(received, 1, key => key != "missed"))[0]);
        await first.Notices.PublishAsync(NoticeKind.AccessChanged, "alice");
        Assert.Equal("alice", (await TakeAsync(received, 1, key => key == "alice"))[0]);
    }

    [Fact]
    public async Task An_instance_that_started_without_redis_receives_notices_once_it_responds()
    {
        await using var own = new RedisServer();
        await using var first = await Instance.StartAsync(own);
        var received = Receive(first.Notices, NoticeKind.AccessChanged);
        await own.InitializeAsync();
        await using var second = await Instance.StartAsync(own);

        await TakeAsync(received, 1);
        await second.Notices.PublishAsync(NoticeKind.AccessChanged, "alice");

        Assert.Equal("alice", (await TakeAsync(received, 1, key => key == "alice"))[0]);
    }

    private static ChannelReader<string> Receive(InstanceNotices notices, NoticeKind kind)
    {
        var received = Channel.CreateUnbounded<string>();
        notices.Subscribe(kind, key => received.Writer.WriteAsync(key).AsTask());
        return received.Reader;
    }

    private static async Task<IReadOnlyList<string>> TakeAsync(ChannelReader<string> reader, int count, Func<string, bool>? isWanted = null)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(MaxWait);
        var taken = new List<string>();
        while (taken.Count < count)
        {
            var key = await reader.ReadAsync(timeout.Token);
            if (isWanted?.Invoke(key) is not false)
                taken.Add(key);
        }

        return taken;
    }

    private sealed class Instance(RedisConnection redis, InstanceNotices notices) : IAsyncDisposable
    {
        public InstanceNotices Notices => notices;

        public static async Task<Instance> StartAsync(RedisServer server)
        {
            var redis = RedisConnection.Open(server.ConnectionString, TimeProvider.System, NullLogger.Instance);
            var notices = new InstanceNotices(redis, TimeProvider.System, NullLogger<InstanceNotices>.Instance);
            await notices.StartAsync(Cancellation);
            return new Instance(redis, notices);
        }

        public async ValueTask DisposeAsync()
        {
            await notices.DisposeAsync();
            await redis.DisposeAsync();
        }
    }
}
