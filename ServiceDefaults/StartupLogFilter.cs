using Microsoft.Extensions.Logging;

namespace ServiceDefaults;

/// <summary>
/// Hides what the host and Kestrel log about a failed start while <see cref="AppRunner"/> starts an app: the same
/// exception twice, with its stack trace, before the one line that explains it.
/// </summary>
internal static class StartupLogFilter
{
    private static readonly string[] Categories =
        ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    // Per asynchronous flow, since other apps may run in the same process.
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
