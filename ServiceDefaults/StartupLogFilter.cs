using Microsoft.Extensions.Logging;

namespace ServiceDefaults;

/// <summary>
/// While <see cref="AppRunner"/> starts an app, what the host and Kestrel would log about a failure: the same exception
/// twice, with its stack trace, in front of the line that says it.
/// </summary>
internal static class StartupLogFilter
{
    private static readonly string[] Categories =
        ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    // Belongs to the flow that starts an app: others may be running in the same process.
    private static readonly AsyncLocal<bool> MutedInFlow = new();

    public static bool Muted
    {
        get => MutedInFlow.Value;
        set => MutedInFlow.Value = value;
    }

    public static void AddStartupLogFilter(this ILoggingBuilder logging)
    {
        foreach (var category in Categories)
            logging.AddFilter(category, level => level >= LogLevel.Warning && !(Muted && level >= LogLevel.Error));
    }
}
