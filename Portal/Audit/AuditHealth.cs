using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Audit;

/// <summary>Checks that the audit log can be written: no change is made without an entry in it.</summary>
internal sealed class AuditHealth(AuditFile file) : IHealthCheck
{
    private const int TimeoutSeconds = 1;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // The log creates its file when it is first used.
        if (!File.Exists(file.Path))
            return HealthCheckResult.Healthy();

        try
        {
            SQLitePCL.Batteries_V2.Init();
            var settings = new SqliteConnectionStringBuilder
            {
                DataSource = file.Path,
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
