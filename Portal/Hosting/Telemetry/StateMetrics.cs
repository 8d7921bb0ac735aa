using Portal.Contracts.Problems;
using Portal.Exports;
using Portal.Metrics;
using Portal.Redis;

namespace Portal.Hosting.Telemetry;

/// <summary>Metrics that are read from the portal's state each time they are collected.</summary>
internal sealed class StateMetrics(PortalMetrics metrics, RunningExports exports, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.StartAtZero(ProblemCodes.InternalError);
        metrics.Meter.CreateObservableUpDownCounter(
            "portal.exports.running", () => exports.Running, "{export}", "Exports that are being downloaded.");
        if (services.GetService<RedisConnection>() is { } redis)
        {
            metrics.Meter.CreateObservableGauge(
                "portal.redis.available", () => redis.IsAvailable ? 1 : 0, unit: null, "Whether Redis responds: 1 or 0.");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
