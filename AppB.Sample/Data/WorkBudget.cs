using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace AppB.Sample.Data;

/// <summary>
/// Stops a query that reads too much or whose caller has disconnected. The limit counts SQLite steps instead of time,
/// so that the same query always has the same result. Without it, a filter and order that no common index supports
/// would scan all rows.
/// </summary>
internal sealed class WorkBudget : DbCommandInterceptor
{
    /// <summary>SQLite's error code for a query that was stopped.</summary>
    public const int Interrupted = raw.SQLITE_INTERRUPT;

    /// <summary>Marks a query that has to read every row. It may take ten times as many steps.</summary>
    public const string GroupsTag = "groups";

    // Five million steps: about a tenth of a second.
    private const int StepsPerCall = 1_000;
    private const int Calls = 5_000;
    private const int CallsForGroups = 10 * Calls;

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

    // Replaces the handler of the connection's last command. SQLite calls it while it steps; any result but 0 stops the
    // query.
    private static void Limit(DbCommand command, CancellationToken cancellationToken)
    {
        var left = command.CommandText.StartsWith($"-- {GroupsTag}", StringComparison.Ordinal) ? CallsForGroups : Calls;
        raw.sqlite3_progress_handler(
            ((SqliteConnection)command.Connection!).Handle,
            StepsPerCall,
            _ => --left < 0 || cancellationToken.IsCancellationRequested ? 1 : 0,
            null);
    }
}
