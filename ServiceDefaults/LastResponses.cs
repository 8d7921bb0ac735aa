using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Ends connections with their next response while the app stops. A proxy that keeps connections open would otherwise send a
/// request on one that the app is about to close, and could not know whether the app had received it.
/// </summary>
internal sealed class LastResponses(IHostApplicationLifetime lifetime) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested && context.Request.Headers.Upgrade.Count == 0)
                context.Response.Headers.Connection = "close";

            return following(context);
        });
        next(app);
    };
}
