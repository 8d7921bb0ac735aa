using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Browser;

/// <summary>Intercepts requests for AppB's later pages: forwards, fails or delays them.</summary>
public sealed class PageGate : IStartupFilter
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsBroken { get; set; }

    public bool IsShut { get; set; }

    /// <summary>Completes when a delayed request has been cancelled.</summary>
    public Task GivenUp => _givenUp.Task;

    public void Open() => _opened.TrySetResult();

    public void Attach(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(this);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (!context.Request.Query.ContainsKey("$skiptoken"))
                await following(context);
            else if (IsBroken)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            else if (!IsShut || await OpensAsync(context.RequestAborted))
                await following(context);
        });
        next(app);
    };

    private async Task<bool> OpensAsync(CancellationToken aborted)
    {
        using var registration = aborted.Register(() => _givenUp.TrySetResult());
        return await Task.WhenAny(_opened.Task, _givenUp.Task) == _opened.Task;
    }
}
