using System.Diagnostics;
using System.Net.Sockets;

namespace Portal.Benchmarks.Servers;

/// <summary>A server in a process of its own, whose CPU time and memory can be read.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Settings of a portal that is called as often as it can answer, by few users with many pages.</summary>
    public static readonly string[] WithoutRateLimits =
    [
        "--Portal:Session:MaxOpenPages=1000",
        .. ((string[])["Api", "Circuits", "SignIn", "Messages"]).SelectMany(kind => (string[])
            [$"--Portal:RateLimits:{kind}:Burst=1000000", $"--Portal:RateLimits:{kind}:PerMinute=1000000"]),
    ];

    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly CpuClock _cpu;

    private ServerProcess(Process process, ProcessOutput output) =>
        (_process, _output, _cpu) = (process, output, new CpuClock(process));

    public Uri Address { get; private set; } = null!;

    /// <summary>What all its threads have used so far, in user and kernel mode.</summary>
    public TimeSpan CpuTime => _cpu.Read();

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
    /// <exception cref="BenchmarkException">It ended before it listened; the message repeats its output.</exception>
    public static async Task<ServerProcess> StartAsync(
        string server, BenchmarkOptions options, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var started = Start(options.Cores, [.. ThisProgram(), ServeCommand.Name, server, .. settings]);
        try
        {
            var listening = await started._output.Listening.WaitAsync(cancellationToken);
            started.Address = new Uri(listening ?? throw await started.EndedEarlyAsync(server, cancellationToken));
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another program and waits until <paramref name="address"/> accepts connections.</summary>
    /// <exception cref="BenchmarkException">It ended before it listened; the message repeats its output.</exception>
    public static async Task<ServerProcess> StartProgramAsync(
        string[] command, Uri address, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        // Like the servers of ServeCommand, it ends when its standard input does; exec keeps the shell's process id.
        const string script = """exec 3<&0; (cat <&3 > /dev/null; kill $$) & exec "$@" """;
        var started = Start(options.Cores, ["/bin/sh", "-c", script, "sh", .. command]);
        started.Address = address;
        try
        {
            while (!await AcceptsAsync(address, cancellationToken))
            {
                if (started._process.HasExited)
                    throw await started.EndedEarlyAsync(command[0], cancellationToken);

                await Task.Delay(PollInterval, cancellationToken);
            }

            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until <c>/health/ready</c> reports success.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (true)
        {
            using var response = await client.GetAsync("health/ready", cancellationToken);
            if (response.IsSuccessStatusCode)
                return;

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(StopTimeout);
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

    private static ServerProcess Start(CoreSplit cores, string[] program)
    {
        var command = CoreSplit.Command(cores.Servers, program);
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new BenchmarkException($"{program[0]} did not start.");
        return new(process, new ProcessOutput(process, ServeCommand.Listening));
    }

    private static async Task<bool> AcceptsAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<BenchmarkException> EndedEarlyAsync(string server, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken); // until its output is complete
        return new($"{server} ended before it listened.\n{_output.Text}");
    }

    // Started with dotnet run, this process is the program; with dotnet and the assembly, it is dotnet.
    private static string[] ThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new BenchmarkException("This process has no path.");
        return Path.GetFileNameWithoutExtension(path).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [path, Path.Combine(AppContext.BaseDirectory, "Portal.Benchmarks.dll")]
            : [path];
    }
}
