using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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

    public static Task<StubHost> StartAsync(Action<WebApplication> map, CancellationToken cancellationToken) =>
        StartAsync(map, certificate: null, cancellationToken);

    /// <param name="map">Adds the endpoints.</param>
    /// <param name="certificate">The host listens on https with it; null: on http.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<StubHost> StartAsync(
        Action<WebApplication> map, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listener =>
        {
            if (certificate is not null)
                listener.UseHttps(certificate);
        }));
        var app = builder.Build();
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
