using System.Reflection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.Metrics;
using Portal.Tracing;

namespace Portal.Hosting.Telemetry;

/// <summary>
/// Sends metrics, traces and logs to a collector, by the standard OTEL_ settings and no others. Without an endpoint,
/// nothing is collected.
/// </summary>
internal static class TelemetryRegistration
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "on-behalf-of-portal";

    /// <summary>Meters of the framework and the libraries; docs/telemetry.md lists their instruments.</summary>
    public static readonly string[] Meters =
    [
        PortalMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "System.Net.Http",
        "System.Net.NameResolution",
        "MicrosoftIdentityClient_Common_Meter",
        "Npgsql",
    ];

    // At Information, they log the address of each request and redirect, or the keys of cached entries: paths and keys
    // contain object ids, and queries contain what users search for. A default level for the exporter would otherwise
    // replace the levels of Logging:LogLevel.
    private static readonly string[] LogsAboutUsers =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Http.Result",
        "System.Net.Http.HttpClient",
        "ZiggyCreatures.Caching.Fusion",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PortalMetrics>();
        builder.Services.AddHostedService<StateMetrics>();
        if (string.IsNullOrEmpty(builder.Configuration[EndpointKey]))
            return;

        foreach (var category in LogsAboutUsers)
            builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(category, LogLevel.Warning);

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(AddIdentity)
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddRuntimeInstrumentation())
            .WithTracing(tracing => tracing
                .AddSource(RequestTraces.Name, SpanRedaction.CircuitSource, "Microsoft.AspNetCore.Components")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddProcessor<SpanRedaction>())
            .WithLogging(configureBuilder: null, logs => (logs.IncludeFormattedMessage, logs.IncludeScopes) = (true, false))
            .UseOtlpExporter();
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES take precedence.
    private static void AddIdentity(ResourceBuilder resource) => resource
        .AddService(
            ServiceName,
            serviceVersion: typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion.Split('+')[0])
        .AddAttributes([new("host.name", Environment.MachineName)])
        .AddEnvironmentVariableDetector();
}
