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
}
