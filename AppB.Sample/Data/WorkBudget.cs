using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace AppB.Sample.Data;

/// <summary>
/// Stops a query that reads too much, and one whose caller has gone. The limit counts SQLite's own steps rather than
/// time, so that the same query always gets the same answer. Without it, a filter that no index serves together with
/// the order would scan every row.
/// </summary>
internal sealed class WorkBudget : DbCommandInterceptor
{
    /// <summary>What SQLite reports (SQLITE_INTERRUPT) for a query that was stopped.</summary>
    public const int Interrupted = raw.SQLITE_INTERRUPT;

    // Five million steps: about a tenth of a second.
    private const int StepsPerCall = 1_000;
    private const int Calls = 5_000;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Limit(command, CancellationToken.None);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Limit(command, cancellationToken);
        return new(result);
    }

    // Replaces what the connection's last command left. SQLite asks while it steps; anything but 0 stops it.
    private static void Limit(DbCommand command, CancellationToken cancellationToken)
    {
        var left = Calls;
        raw.sqlite3_progress_handler(
            ((SqliteConnection)command.Connection!).Handle,
            StepsPerCall,
            _ => --left < 0 || cancellationToken.IsCancellationRequested ? 1 : 0,
            null);
    }
}
