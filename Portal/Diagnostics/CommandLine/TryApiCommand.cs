using Portal.ApiPreview;
using Portal.Problems;

namespace Portal.Diagnostics.CommandLine;

/// <summary>
/// <c>--try-api {address}</c>: prints what the portal would read from an API that is not in its settings, and the settings
/// that add it. Exit code 0: it has views; 1: it has none, or cannot be read; 2: settings prevent the command.
/// </summary>
internal sealed class TryApiCommand
{
    private const string Argument = "--try-api";

    private readonly string[] _settings;
    private readonly string _address;

    private TryApiCommand(string[] settings, string address) => (_settings, _address) = (settings, address);

    /// <summary>Null if <paramref name="args"/> do not contain the switch.</summary>
    public static TryApiCommand? Find(string[] args)
    {
        var at = Array.FindIndex(args, a => a.Equals(Argument, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
            return new TryApiCommand([.. args[..at], .. args.Skip(at + 2)], args.ElementAtOrDefault(at + 1) ?? "");

        at = Array.FindIndex(args, a => a.StartsWith($"{Argument}=", StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : new TryApiCommand([.. args[..at], .. args[(at + 1)..]], args[at][(Argument.Length + 1)..]);
    }

    /// <summary>Returns the exit code.</summary>
    public Task<int> RunAsync() => CommandRunner.RunAsync(_settings, "The API cannot be tried", async (app, console, stop) =>
    {
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            var report = await scope.ServiceProvider.GetRequiredService<ApiPreviewReader>()
                .ReadAsync(_address, InternalAddresses.Allowed, stop);
            await console.Output.WriteLineAsync(ApiPreviewText.Write(report));
            return report.Views.Count > 0 ? 0 : CommandRunner.SomethingFailed;
        }
        catch (ProblemException exception)
        {
            await console.Errors.WriteLineAsync($"{exception.Problem.Title}. {exception.Problem.Detail}");
            return CommandRunner.SomethingFailed;
        }
    });
}
