using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;
using ServiceDefaults;

namespace Portal.Diagnostics.CommandLine;

/// <summary>
/// <c>--check-setup</c>: runs every check that needs no signed-in user, without opening a port, and prints the
/// report. Exit code 0: no check failed; 1: a check failed; 2: invalid settings prevent the checks.
/// </summary>
internal sealed class DiagnosticsCommand
{
    private const string Argument = "--check-setup";
    private const string Json = "json";
    private const int SomethingFailed = 1;
    private const int CannotRun = 2;

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
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            return await RunAsync(Console.Out, Console.Error, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return CannotRun;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private async Task<int> RunAsync(TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            // Without logging, so that the output is the report alone, which can be JSON.
            app = Program.Build(_settings, builder => builder.Logging.ClearProviders());
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (
            AppRunner.Explain(exception, typeof(DiagnosticsCommand).Assembly, app?.Configuration) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                await errors.WriteLineAsync($"The setup cannot be checked: {problem}");

            if (app is not null)
                await app.DisposeAsync();

            return CannotRun;
        }

        await using (app)
        {
            var report = await CheckAsync(app, cancellationToken);
            await output.WriteLineAsync(_asJson ? JsonSerializer.Serialize(report, Indented) : DiagnosticsReportWriter.Write(report));
            return report.Count(DiagnosticStates.Failed) > 0 ? SomethingFailed : 0;
        }
    }

    private static async Task<DiagnosticsReport> CheckAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var started = time.GetTimestamp();
        var addresses = new PortalAddresses(Seen: null, PortalAddresses.Listened(app.Configuration["Urls"]));
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
