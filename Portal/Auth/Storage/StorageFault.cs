using Microsoft.Data.Sqlite;
using Portal.Redis;

namespace Portal.Auth.Storage;

/// <summary>Why a file or Redis cannot be used, in words for the log and the Setup check.</summary>
internal sealed record StorageFault(string Cause, string Fix)
{
    public DateTimeOffset Since { get; init; }

    /// <summary>Whether the exception comes from a file, a database or Redis. Any other exception is a bug.</summary>
    public static bool IsStorage(Exception exception) => exception is SqliteException or IOException or InvalidDataException
        or UnauthorizedAccessException or RedisUnavailableException or StoreClosedException;

    /// <summary>Whether the exception shows that the content of the file is damaged, or is not what the portal wrote.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is InvalidDataException
            or SqliteException { SqliteErrorCode: SqliteCodes.Error or SqliteCodes.Corrupt or SqliteCodes.NotADatabase };

    public static StorageFault Of(Exception exception, string path) => exception switch
    {
        RedisUnavailableException { Fault: var fault } => new(fault.Cause, fault.Fix),
        _ when Directory.Exists(path) => new("A folder has its name.", $"Remove the folder {path}."),
        SqliteException { SqliteErrorCode: SqliteCodes.Busy or SqliteCodes.Locked } =>
            new(
                "Another process has locked it.",
                "Close the program that has the file open, such as a backup or a database browser."),
        SqliteException { SqliteErrorCode: SqliteCodes.Full } or IOException { HResult: SqliteCodes.DiskFull } =>
            new("The disk is full.", "Free disk space."),
        SqliteException { SqliteErrorCode: SqliteCodes.Permission or SqliteCodes.ReadOnly or SqliteCodes.CannotOpen }
            or UnauthorizedAccessException =>
            new("The portal may not write it.", $"Give the portal's account write access to {Path.GetDirectoryName(path)}."),
        _ when IsDamage(exception) =>
            new("It is damaged.", $"Move {path} to another folder."),
        _ => new($"{exception.Message}", $"Check the disk that contains {path}."),
    };
}

/// <summary>Result codes of SQLite, and the errno ENOSPC of .NET's file exceptions on Unix.</summary>
internal static class SqliteCodes
{
    public const int Error = 1;
    public const int Permission = 3;
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;
    public const int DiskFull = 28;
}
