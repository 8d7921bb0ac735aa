using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.OtherApis;

/// <summary>A downstream API for tests: a real host on its own port that records every call.</summary>
public sealed class StubHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubHost(WebApplication app) => _app = app;

    /// <summary>Method, path and query of each call, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public string Address => _app.Urls.First() + "/";

    public static async Task<StubHost> StartAsync(Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var host = new StubHost(app);
        app.Use((context, next) =>
        {
            host.Calls.Enqueue(
                $"{context.Request.Method} "
                + $"{context.Request.Path.Value}{Uri.UnescapeDataString(context.Request.QueryString.Value!)}");
            return next(context);
        });
        map(app);
        await app.StartAsync(cancellationToken);
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Returns a JSON document unchanged.</summary>
    public static IResult Document(string json) => Results.Text(json, "application/json");
}
