using System.Text.Json;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;

namespace Portal.Diagnostics.CommandLine;

/// <summary>
/// <c>--check-setup</c>: runs every check that needs no signed-in user, without opening a port, and prints the
/// report. Exit code 0: no check failed; 1: a check failed; 2: invalid settings prevent the checks.
/// </summary>
internal sealed class DiagnosticsCommand
{
    private const string Argument = "--check-setup";
    private const string Json = "json";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string[] _settings;
    private readonly bool _asJson;

    private DiagnosticsCommand(string[] settings, bool asJson) => (_settings, _asJson) = (settings, asJson);

    /// <summary>Null if <paramref name="args"/> do not contain the switch.</summary>
    public static DiagnosticsCommand? Find(string[] args)
    {
        var argument = Array.Find(args, IsSwitch);
        return argument is null
            ? null
            : new DiagnosticsCommand([.. args.Where(a => !IsSwitch(a))], argument.EndsWith($"={Json}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns the exit code.</summary>
    public Task<int> RunAsync() => CommandRunner.RunAsync(_settings, "The setup cannot be checked", async (app, console, stop) =>
    {
        var report = await CheckAsync(app, stop);
        await console.Output.WriteLineAsync(
            _asJson ? JsonSerializer.Serialize(report, Indented) : DiagnosticsReportWriter.Write(report));
        return report.Count(DiagnosticStates.Failed) > 0 ? CommandRunner.SomethingFailed : 0;
    });

    private static async Task<DiagnosticsReport> CheckAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var started = time.GetTimestamp();
        var listened = PortalAddresses.Listened(app.Configuration["Urls"], app.Configuration["PathBase"]);
        var addresses = new PortalAddresses(Seen: null, listened);
        var groups = await scope.ServiceProvider.GetRequiredService<DiagnosticsRunner>().RunAsync(user: null, addresses, cancellationToken);
        return new DiagnosticsReport(
            groups,
            new ReportStamp("", time.GetUtcNow(), Versions.All),
            Math.Round(time.GetElapsedTime(started).TotalMilliseconds));
    }

    private static bool IsSwitch(string argument) =>
        argument.Equals(Argument, StringComparison.OrdinalIgnoreCase)
        || argument.StartsWith($"{Argument}=", StringComparison.OrdinalIgnoreCase);
}
