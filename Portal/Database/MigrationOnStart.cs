using Portal.Auth.Storage;

namespace Portal.Database;

/// <summary>
/// Creates or adapts the tables when the portal starts. While the server does not respond, the portal runs, refuses changes
/// and tries again.
/// </summary>
internal sealed partial class MigrationOnStart(
    PostgreSqlServer server, TimeProvider time, ILogger<MigrationOnStart> logger) : BackgroundService
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private bool _isDone;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _isDone = await TryMigrateAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_isDone)
        {
            await Task.Delay(RetryInterval, time, stoppingToken);
            _isDone = await TryMigrateAsync(stoppingToken);
        }
    }

    private async Task<bool> TryMigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var migration in await server.MigrateAsync(cancellationToken))
                LogMigrated(logger, migration, server.Name);

            return true;
        }
        catch (Exception exception) when (server.FaultOf(exception) is { } fault)
        {
            LogNotMigrated(logger, server.Name, fault.Cause, fault.Fix);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Migration {Migration} applied to {Database}")]
    private static partial void LogMigrated(ILogger logger, string migration, string database);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The tables of {Database} could not be checked. {Cause} {Fix} The portal tries again")]
    private static partial void LogNotMigrated(ILogger logger, string database, string cause, string fix);
}
