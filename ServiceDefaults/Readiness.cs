using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Whether the app can serve requests. Anyone may ask, so the checks run at most every few seconds, once for all callers.
/// </summary>
internal sealed class Readiness(HealthCheckService checks, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(5);

    // Shorter, so that a start or a recovery is noticed soon.
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(0.5);

    private readonly SemaphoreSlim _running = new(1);
    private Result? _last;

    public async Task<HealthStatus> GetAsync(CancellationToken cancellationToken)
    {
        // While the last requests end, a load balancer must send no new ones.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return HealthStatus.Unhealthy;
        if (Recent is { } known)
            return known;

        await _running.WaitAsync(cancellationToken);
        try
        {
            if (Recent is { } found)
                return found;

            var report = await checks.CheckHealthAsync(c => c.Tags.Contains(HealthEndpoints.ReadyTag), lifetime.ApplicationStopping);
            _last = new Result(report.Status, time.GetTimestamp());
            return report.Status;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthStatus.Unhealthy;
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private HealthStatus? Recent => _last is { } last
        && time.GetElapsedTime(last.At) < (last.Status == HealthStatus.Healthy ? WhileHealthy : Otherwise)
            ? last.Status
            : null;

    private sealed record Result(HealthStatus Status, long At);
}
