using System.Diagnostics;

namespace Portal.Benchmarks.Servers;

/// <summary>A server in a process of its own, whose CPU time and memory can be read.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>What all its threads have used so far, in user and kernel mode.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a server of <see cref="ServeCommand"/> and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message repeats its output.</exception>
    public static async Task<ServerProcess> StartAsync(
        string server, CoreSplit cores, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var command = CoreSplit.Command(cores.Servers, [.. ThisProgram(), ServeCommand.Name, server, .. settings]);
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(ServeCommand.Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new(process, new Uri(line[ServeCommand.Listening.Length..]));
            }

            output.Add(line);
        }

        throw new InvalidOperationException($"{server} ended before it listened. {string.Join('\n', output)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    // Started with dotnet run, this process is the program; with dotnet and the assembly, it is dotnet.
    private static string[] ThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        return Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [path, Path.Combine(AppContext.BaseDirectory, "Portal.Benchmarks.dll")]
            : [path];
    }
}
