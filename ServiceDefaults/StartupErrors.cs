using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ServiceDefaults;

/// <summary>Recognizes start-up failures that a setting causes, and says what to change.</summary>
internal static partial class StartupErrors
{
    // These throw InvalidOperationException for an unusable value. From any other assembly it means a bug.
    private static readonly string[] SettingReaders =
        ["Microsoft.Extensions.Configuration.Binder", "Microsoft.AspNetCore.Server.Kestrel.Core"];

    /// <summary>One line for each problem; none for a bug, whose stack trace is needed.</summary>
    /// <param name="exception">The exception that ended the start.</param>
    /// <param name="app">The app's assembly. An InvalidOperationException that it throws itself reports a wrong setting.</param>
    /// <param name="configuration">The app's settings, if it was built.</param>
    public static IReadOnlyList<string> Read(Exception exception, Assembly app, IConfiguration? configuration) =>
        exception switch
        {
            AggregateException several => ReadAll(several, app, configuration),
            OptionsValidationException options => [.. options.Failures.Select(Plain)],
            IOException { InnerException: AddressInUseException } taken => [Taken(taken.Message, configuration)],
            SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } refused =>
                [$"cannot listen on an address in {ListenSettings.All(configuration)}: {refused.Message}."],
            InvalidDataException file => [$"{file.Message} {file.InnerException?.Message}".TrimEnd()],
            FormatException url when ThrownBy(url)?.Contains("AspNetCore", StringComparison.Ordinal) is true =>
                [$"{url.Message} See {ListenSettings.All(configuration)}."],
            InvalidOperationException guard when IsGuard(guard, app) =>
                guard.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };

    private static IReadOnlyList<string> ReadAll(AggregateException several, Assembly app, IConfiguration? configuration)
    {
        var problems = several.Flatten().InnerExceptions.Select(e => Read(e, app, configuration)).ToList();
        return problems.TrueForAll(p => p.Count > 0) ? [.. problems.SelectMany(p => p)] : [];
    }

    private static bool IsGuard(InvalidOperationException exception, Assembly app) =>
        ThrownBy(exception) is { } thrower
        && (thrower == app.GetName().Name
            || thrower == typeof(StartupErrors).Assembly.GetName().Name
            || SettingReaders.Contains(thrower, StringComparer.Ordinal));

    private static string? ThrownBy(Exception exception) =>
        new StackTrace(exception).GetFrame(0)?.GetMethod()?.Module.Assembly.GetName().Name;

    private static string Taken(string message, IConfiguration? configuration)
    {
        var address = AnyAddress().Match(message).Value;
        var setting = ListenSettings.Find(configuration, address);
        return $"{address} is already in use. Stop the process that uses it, or set {setting} to another port"
            + $" ({setting.Replace(":", "__", StringComparison.Ordinal)} in the environment).";
    }

    // Data annotations wrap the message in our type names.
    private static string Plain(string failure) =>
        Annotation().Match(failure) is { Success: true } match ? match.Groups["sentence"].Value : failure;

    [GeneratedRegex(@"https?://\S+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyAddress();

    [GeneratedRegex("with the error: '(?<sentence>.*)'\\.$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Annotation();
}
