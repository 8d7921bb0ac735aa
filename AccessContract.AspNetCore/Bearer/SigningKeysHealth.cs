using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// Checks that tokens can be validated: the authority's keys were read. Keys that were read once stay usable while the
/// authority does not respond.
/// </summary>
internal sealed class SigningKeysHealth(IOptionsMonitor<JwtBearerOptions> bearer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager is not { } manager)
            return HealthCheckResult.Unhealthy("No authority is configured.");

        try
        {
            // All requests share one fetch, which nobody can cancel.
            var configuration = await manager.GetConfigurationAsync(CancellationToken.None).WaitAsync(cancellationToken);
            return configuration.SigningKeys.Count > 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The authority publishes no keys.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The authority's keys cannot be fetched.", exception);
        }
    }
}
