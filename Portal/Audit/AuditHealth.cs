using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Database;

namespace Portal.Audit;

/// <summary>Checks that the audit log can be written: no change is made without an entry in it.</summary>
internal sealed class AuditHealth(AuditLog audit, IPortalStorage storage) : IHealthCheck
{
    private const int TimeoutSeconds = 1;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        storage is SqliteFile file ? CheckFileAsync(file.Path, cancellationToken) : CheckDatabaseAsync(cancellationToken);

    // All instances share the database. If none of them were ready without it, nobody could read data.
    private async Task<HealthCheckResult> CheckDatabaseAsync(CancellationToken cancellationToken) =>
        await audit.ProbeAsync(cancellationToken) is { } fault
            ? HealthCheckResult.Degraded($"The audit log cannot be written. {fault.Cause}")
            : HealthCheckResult.Healthy();

    private static async Task<HealthCheckResult> CheckFileAsync(string path, CancellationToken cancellationToken)
    {
        // The log creates its file when it is first used.
        if (!File.Exists(path))
            return HealthCheckResult.Healthy();

        try
        {
            SQLitePCL.Batteries_V2.Init();
            var settings = new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadWrite,
                Pooling = false,
                DefaultTimeout = TimeoutSeconds,
            };
            await using var connection = new SqliteConnection(settings.ToString());
            await connection.OpenAsync(cancellationToken);

            // Takes the lock for writing, and writes nothing.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SqliteException exception)
        {
            return HealthCheckResult.Unhealthy("The audit log cannot be written.", exception);
        }
    }
}
