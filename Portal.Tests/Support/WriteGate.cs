using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support;

/// <summary>Delays one role assignment at the emulator's Graph until <see cref="Open"/> is called.</summary>
/// <param name="at">The number of the assignment to delay, counted from 1.</param>
public sealed class WriteGate(int at) : IStartupFilter
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    /// <summary>Completes when the delayed assignment has arrived.</summary>
    public Task Reached => _reached.Task;

    public void Open() => _opened.TrySetResult();

    public void Attach(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(this);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (IsWrite(context.Request) && Interlocked.Increment(ref _writes) == at)
            {
                _reached.TrySetResult();
                await _opened.Task.WaitAsync(context.RequestAborted);
            }

            await following(context);
        });
        next(app);
    };

    private static bool IsWrite(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && request.Path.Value?.EndsWith("/appRoleAssignedTo", StringComparison.Ordinal) == true;
}
