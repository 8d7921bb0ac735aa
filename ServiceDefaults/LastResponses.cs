using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Ends connections with their next response while the app stops. A proxy that keeps connections open would otherwise send a
/// request on one that the app is about to close, and could not know whether the app had received it.
/// Just before the app stops listening it aborts those requests of a proxy that the proxy repeats elsewhere: a proxy without
/// health checks learns only from such a failure that the app is going, and would otherwise send it a request that cannot be
/// repeated in the moment in which the operating system drops connections that were not accepted yet.
/// </summary>
internal sealed class LastResponses(IHostApplicationLifetime lifetime, StopDelay delay) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            if (delay.IsEnding && IsOfProxy(context.Request))
            {
                delay.RequestOfProxy();
                if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                {
                    context.Abort();
                    return Task.CompletedTask;
                }
            }

            if (lifetime.ApplicationStopping.IsCancellationRequested && context.Request.Headers.Upgrade.Count == 0)
                context.Response.Headers.Connection = "close";

            return following(context);
        });
        next(app);
    };

    private static bool IsOfProxy(HttpRequest request) => request.Headers.ContainsKey("X-Forwarded-For");
}
