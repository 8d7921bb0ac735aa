using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Auth.Storage;

namespace Portal.Database;

/// <summary>
/// Why a PostgreSQL database cannot be used. Messages of the server are not repeated: they can contain data.
/// </summary>
internal static class PostgreSqlFaults
{
    private const string LogOfServer = "See the log of the database server.";

    private static readonly StorageFault Unavailable =
        new("The database server does not respond.", "Check that it runs, and that the portal’s network allows the connection.");

    /// <returns>Null if the exception is a bug.</returns>
    public static StorageFault? Of(Exception exception, string database) => exception switch
    {
        OutdatedTablesException or PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => new(
            "Its tables are missing, or are those of an earlier version.",
            "Run the portal once with --migrate, or set Portal:Database:MigrateOnStart."),
        ReadOnlyTablesException or PostgresException
        {
            SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege,
        } => new(
            "The portal may not write it.",
            $"{DatabaseConnection.Setting} must name the primary server, and a user who may insert rows into the tables."),
        PostgresException postgres => OfServer(postgres.SqlState, database),
        NpgsqlException or TimeoutException => Unavailable,

        // What EF Core and Npgsql wrap failures of the server in.
        DbUpdateException or InvalidOperationException when exception.InnerException is { } inner => Of(inner, database),
        _ => null,
    };

    /// <summary>Another transaction was first.</summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation,
        DbUpdateException or InvalidOperationException when exception.InnerException is { } inner => IsConflict(inner),
        _ => false,
    };

    private static StorageFault OfServer(string sqlState, string database) => sqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new("The database server refused the portal’s user or password.", $"Check {DatabaseConnection.Setting}."),
        PostgresErrorCodes.InvalidCatalogName =>
            new($"The database {database} does not exist.", "Create it, then run the portal once with --migrate."),
        PostgresErrorCodes.DiskFull => new("The disk of the database server is full.", "Free disk space there."),
        PostgresErrorCodes.TooManyConnections =>
            new("The database server accepts no more connections.", "Raise max_connections, or set Maximum Pool Size."),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled =>
            new("Another session has locked it for too long.", "Look for that session in pg_stat_activity."),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            new("The database server is starting or stopping.", "Wait until it accepts connections."),
        _ => new($"The database server reported the error {sqlState}.", LogOfServer),
    };
}
