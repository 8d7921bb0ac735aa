namespace Portal.Auth;

internal static partial class AuthLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in failed: {Reason} {ErrorCode}")]
    public static partial void LogSignInFailed(this ILogger logger, string reason, string? errorCode);

}
