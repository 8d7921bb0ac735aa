using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace Portal.Diagnostics.CommandLine;

/// <summary>Runs a command on the portal with all its settings, without opening a port.</summary>
internal static class CommandRunner
{
    /// <summary>Exit code: the command ran, and something is wrong.</summary>
    public const int SomethingFailed = 1;

    /// <summary>Exit code: settings prevent the command.</summary>
    public const int CannotRun = 2;

    /// <summary>Returns the exit code.</summary>
    /// <param name="settings">The arguments without the command itself.</param>
    /// <param name="refusal">How the line begins that names a wrong setting.</param>
    /// <param name="run">The command; returns the exit code.</param>
    public static async Task<int> RunAsync(
        string[] settings, string refusal, Func<WebApplication, CommandOutput, CancellationToken, Task<int>> run)
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
            return await RunAsync(settings, refusal, run, new CommandOutput(Console.Out, Console.Error), stop.Token);
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

    private static async Task<int> RunAsync(
        string[] settings,
        string refusal,
        Func<WebApplication, CommandOutput, CancellationToken, Task<int>> run,
        CommandOutput console,
        CancellationToken cancellationToken)
    {
        WebApplication? app = null;
        try
        {
            // Without logging, so that the output is the result alone, which can be JSON.
            app = Program.Build(settings, builder => builder.Logging.ClearProviders());
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception exception) when (
            AppRunner.Explain(exception, typeof(CommandRunner).Assembly, app?.Configuration) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                await console.Errors.WriteLineAsync($"{refusal}: {problem}");

            if (app is not null)
                await app.DisposeAsync();

            return CannotRun;
        }

        await using (app)
            return await run(app, console, cancellationToken);
    }
}

internal sealed record CommandOutput(TextWriter Output, TextWriter Errors);
