using System.Diagnostics;

namespace Portal.Benchmarks.Servers;

/// <summary>The servers share one core and the load has another, so that the load does not slow down what it measures.</summary>
/// <param name="Servers">The core of the servers; null if cores cannot be assigned here.</param>
/// <param name="Load">The core of the load; null likewise.</param>
internal sealed record CoreSplit(int? Servers, int? Load)
{
    private const string Tool = "/usr/bin/taskset";

    public static CoreSplit Detect() => File.Exists(Tool) && Environment.ProcessorCount > 1 ? new(0, 1) : new(null, null);

    /// <summary>The command that runs <paramref name="program"/> on <paramref name="core"/>.</summary>
    public static IReadOnlyList<string> Command(int? core, params string[] program) =>
        core is { } number ? [Tool, "--cpu-list", $"{number}", .. program] : program;

    /// <summary>Moves this process to the core of the load.</summary>
    public async Task MoveThisProcessAsync(CancellationToken cancellationToken)
    {
        if (Load is not { } core)
            return;

        // All threads: .NET's own way would move only one. Threads that start later inherit the core.
        string[] arguments = ["--all-tasks", "--cpu-list", "--pid", $"{core}", $"{Environment.ProcessId}"];
        using var moving = Process.Start(new ProcessStartInfo(Tool, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        });
        if (moving is not null)
            await moving.WaitForExitAsync(cancellationToken);
    }
}
