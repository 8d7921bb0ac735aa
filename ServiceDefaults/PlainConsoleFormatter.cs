using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults;

/// <summary>
/// Writes log entries as the framework does, but with control characters escaped. A name in a token or in a request could
/// otherwise write lines of its own, or colour and move the terminal's text.
/// </summary>
internal sealed class PlainConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    private const string Indentation = "      ";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.WriteLine($"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}]");
        textWriter.WriteLine(Indentation + Escape(logEntry.Formatter(logEntry.State, logEntry.Exception)));

        // Stack traces have lines of their own, and the messages of exceptions can contain what was sent.
        if (logEntry.Exception is { } exception)
        {
            foreach (var line in exception.ToString().Split('\n'))
                textWriter.WriteLine(Indentation + Escape(line.TrimEnd('\r')));
        }
    }

    internal static string Escape(string text)
    {
        if (!text.Any(IsUnsafe))
            return text;

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
            _ = IsUnsafe(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : escaped.Append(c);

        return escaped.ToString();
    }

    // Control characters, and those that separate lines or change the direction of text.
    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

internal static class PlainConsoleExtensions
{
    // A few megabytes, and more than a burst of requests logs at the default level.
    private const int QueueLength = 10_000;

    public static void AddPlainConsole(this ILoggingBuilder logging)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = PlainConsoleFormatter.FormatterName;

            // By default, requests wait while the console cannot be written: for ever, if nobody reads the pipe behind it.
            // The console says later how many messages were dropped.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = QueueLength;
        });
        logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
    }
}
