using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Portal.Tests.Auth;

/// <summary>
/// Counts the requests of an app that wait for something. A request that needs nothing new before its token has joined
/// the token request when it begins to wait.
/// </summary>
internal sealed class WaitingRequests : IStartupFilter
{
    private readonly Lock _lock = new();
    private int _count;
    private (int Count, TaskCompletionSource Reached)? _awaited;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, handle) =>
        {
            var handled = handle(context);
            if (handled.IsCompleted)
            {
                await handled;
                return;
            }

            Add(1);
            try
            {
                await handled;
            }
            finally
            {
                Add(-1);
            }
        });
        next(app);
    };

    /// <summary>Completes when as many requests wait at the same time.</summary>
    public Task ReachAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count >= count)
                return Task.CompletedTask;

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = (count, reached);
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private void Add(int change)
    {
        lock (_lock)
        {
            _count += change;
            if (_awaited is { } awaited && _count >= awaited.Count)
                awaited.Reached.TrySetResult();
        }
    }
}
