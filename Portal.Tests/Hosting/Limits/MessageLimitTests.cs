using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Hosting.Limits;

namespace Portal.Tests.Hosting.Limits;

public sealed class MessageLimitTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly MessageLimit _limit = new(Options.Create(new RateLimitOptions
    {
        Messages = new RateLimit { Burst = 3, PerMinute = 600 },
    }));

    public void Dispose()
    {
        _limit.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task BLZ_15_messages_above_the_limit_wait_and_those_of_others_do_not()
    {
        for (var i = 0; i < 3; i++)
            Assert.True(Send("flood").IsCompletedSuccessfully);

        var waiting = Send("flood");

        Assert.False(waiting.IsCompleted);
        Assert.True(Send("other").IsCompletedSuccessfully);
        Assert.Equal("handled", await waiting);
    }

    private Task<object?> Send(string connection)
    {
        var context = new HubInvocationContext(new Caller(connection), _services, new NoHub(), GetType().GetMethods()[0], []);
        return _limit.InvokeMethodAsync(context, _ => ValueTask.FromResult<object?>("handled")).AsTask();
    }

    private sealed class NoHub : Hub;

    private sealed class Caller(string connection) : HubCallerContext
    {
        public override string ConnectionId => connection;

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => TestContext.Current.CancellationToken;

        public override void Abort() => throw new NotSupportedException();
    }
}
