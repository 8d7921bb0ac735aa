using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The portal as a process of its own, as an operator starts and stops it.</summary>
internal sealed partial class PortalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private TaskCompletionSource<long> _heap = new();
    private volatile bool _reads = true;

    /// <summary>The environment of a process whose heap is read.</summary>
    public static readonly string[] HeapReporting =
        [$"DOTNET_STARTUP_HOOKS={typeof(HeapReport).Assembly.Location}", $"{HeapReport.Variable}=1"];

    private PortalProcess(Process process) => _process = process;

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => Http.BaseAddress!;

    /// <summary>The memory that the process uses, in MiB.</summary>
    public long MemoryMiB => Now().WorkingSet64 >> 20;

    public TimeSpan ProcessorTime => Now().TotalProcessorTime;

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts <c>Portal.dll</c> in <paramref name="folder"/> and waits until it listens.</summary>
    /// <param name="folder">The folder of the program.</param>
    /// <param name="settings">The command line.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="limit">A command of the shell that limits the process, such as <c>ulimit -n 256</c>.</param>
    /// <param name="environment">Additional environment variables, as NAME=value.</param>
    public static async Task<PortalProcess> StartAsync(
        string folder,
        IEnumerable<string> settings,
        CancellationToken cancellationToken,
        string? limit = null,
        params string[] environment)
    {
        string[] command = ["dotnet", Path.Combine(folder, "Portal.dll"), .. settings];
        var process = new Process
        {
            StartInfo = limit is null
                ? new ProcessStartInfo(command[0], command[1..])
                : new ProcessStartInfo("sh", ["-c", $"{limit}; exec \"$@\"", "sh", .. command]),
            EnableRaisingEvents = true,
        };
        process.StartInfo.UseShellExecute = false;
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        foreach (var variable in environment)
            process.StartInfo.Environment[variable.Split('=')[0]] = variable.Split('=', 2)[1];

        var portal = new PortalProcess(process);
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException(portal.Output));
        process.Start();
        _ = portal.ReadAsync(process.StandardOutput, address);
        _ = portal.ReadAsync(process.StandardError, address);
        portal.Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000, UseCookies = false })
        {
            BaseAddress = new Uri(await address.Task.WaitAsync(cancellationToken)),
        };
        return portal;
    }

    /// <summary>From now on, leaves what the process prints in its pipe, which fills up.</summary>
    public void StopReadingOutput() => _reads = false;

    /// <summary>Tells the process to stop, as a service manager does.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>
    /// The bytes on the managed heap after a full collection. The process must have been started with
    /// <see cref="HeapReporting"/>.
    /// </summary>
    public async Task<long> ReadHeapAsync(CancellationToken cancellationToken)
    {
        _heap = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Signal("CONT");
        return await _heap.Task.WaitAsync(cancellationToken);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    private Process Now()
    {
        _process.Refresh();
        return _process;
    }

    private async Task ReadAsync(StreamReader reader, TaskCompletionSource<string> address)
    {
        while (_reads && await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
                _lines.Add(line);
            if (Listening().Match(line) is { Success: true } found)
                address.TrySetResult(found.Groups["address"].Value);
            if (line.StartsWith(HeapReport.Prefix, StringComparison.Ordinal))
                _heap.TrySetResult(long.Parse(line[HeapReport.Prefix.Length..], CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex("Now listening on: (?<address>http://.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
