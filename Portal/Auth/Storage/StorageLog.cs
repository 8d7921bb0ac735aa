namespace Portal.Auth.Storage;

/// <summary>What the log says about the file of sessions and tokens.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Sessions and tokens are kept in memory only, because {File} cannot be used. {Cause} {Fix}")]
    public static partial void LogMemoryOnly(this ILogger logger, string file, string cause, string fix);

    [LoggerMessage(Level = LogLevel.Information, Message = "Sessions and tokens are stored in {File} again")]
    public static partial void LogStoredAgain(this ILogger logger, string file);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The file of sessions and tokens was damaged. It is now {File}, and a new one was created")]
    public static partial void LogDamagedStorage(this ILogger logger, string file);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A removed entry, such as that of a sign-out, could not be noted in {File} or next to it. "
            + "It comes back if the portal stops before the file can be used")]
    public static partial void LogRemovalNotStored(this ILogger logger, string file);
}
