using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support;

/// <summary>Every request that an app received, in order: method and path, never the query.</summary>
public sealed class RequestLog : IStartupFilter
{
    private readonly ConcurrentQueue<string> _requests = new();

    public IReadOnlyCollection<string> Requests => _requests;

    public void Attach(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(this);

    public void Clear() => _requests.Clear();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            _requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return following(context);
        });
        next(app);
    };
}
