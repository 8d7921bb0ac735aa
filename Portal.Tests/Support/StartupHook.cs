using Portal.Tests.Support;

/// <summary>
/// Turns a child process of these tests into a <see cref="StorageWriter"/>, or adds a <see cref="HeapReport"/> to it: the
/// runtime calls this before <c>Main</c> if DOTNET_STARTUP_HOOKS names the assembly.
/// </summary>
#pragma warning disable CA1050, MA0047, S3903 // The runtime looks for this name outside of namespaces.
internal static class StartupHook
#pragma warning restore CA1050, MA0047, S3903
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(StorageWriter.FolderVariable) is { } folder)
            new StorageWriter(folder).WriteAsync(Console.Out).GetAwaiter().GetResult();
        if (Environment.GetEnvironmentVariable(HeapReport.Variable) is not null)
            HeapReport.Start();
    }
}
