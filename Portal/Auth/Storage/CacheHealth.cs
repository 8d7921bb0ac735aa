using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Auth.Storage;

/// <summary>
/// Checks that sessions and tokens are stored. While the cache works from memory, the portal serves every request, so it is
/// degraded instead of not ready.
/// </summary>
internal sealed class CacheHealth(ResilientCache cache) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(cache.Fault is { } fault
            ? HealthCheckResult.Degraded($"Sessions and tokens are kept in memory only. {fault.Cause}")
            : HealthCheckResult.Healthy());
}
