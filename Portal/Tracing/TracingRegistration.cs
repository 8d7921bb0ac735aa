using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using ServiceDefaults;

namespace Portal.Tracing;

/// <summary>Traces the hops of every user request, for the trace page and for collectors.</summary>
internal static class TracingRegistration
{
    public static void AddTracing(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<RequestTraces>();
        services.AddSingleton<TraceStore>();
        services.AddSingleton<TraceSampling>();
        services.AddHostedService<TraceListener>();
        services.TryAddSingleton(TimeProvider.System);

        // MSAL uses the unnamed HTTP client to call the authority.
        services.AddHttpClient(Options.DefaultName)
            .AddHttpMessageHandler(provider => new TokenRequestHandler(provider.GetRequiredService<RequestTraces>()));
        services.Decorate<IAuthorizationHeaderProvider>(
            (inner, provider) => new TracingAuthorizationHeaderProvider(inner.Value, provider.GetRequiredService<RequestTraces>()));
    }
}

/// <summary>Adds the spans of this portal's source to the store while the portal runs.</summary>
internal sealed class TraceListener(RequestTraces source, TraceStore store) : IHostedService, IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = found => found == source.Activities,

        // Not "recorded": whether a span is also exported is for OTEL_TRACES_SAMPLER to decide.
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStarted = store.Begin,
        ActivityStopped = store.Add,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _listener.Dispose();
}
