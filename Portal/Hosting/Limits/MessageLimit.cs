using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Portal.Hosting.Limits;

/// <summary>
/// Delays the messages of a browser that sends too many, so that it cannot use the time of the others. SignalR handles one
/// message of a connection at a time: those that follow wait in the browser.
/// </summary>
internal sealed class MessageLimit(IOptions<RateLimitOptions> limits) : IHubFilter, IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = Create(Buckets.Delaying<string>(limits.Value.Messages));

    public void Dispose() => _limiter.Dispose();

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocationContext.Context;
        using var lease = await _limiter.AcquireAsync(connection.ConnectionId, 1, connection.ConnectionAborted);
        return await next(invocationContext);
    }

    private static PartitionedRateLimiter<string> Create(Func<string, RateLimiter> bucket) =>
        PartitionedRateLimiter.Create<string, string>(connection => RateLimitPartition.Get(connection, bucket));
}
