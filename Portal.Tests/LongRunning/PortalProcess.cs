using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Portal.Tests.LongRunning;

/// <summary>The portal as a process of its own, as an operator starts and stops it.</summary>
internal sealed partial class PortalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private PortalProcess(Process process) => _process = process;

    public HttpClient Http { get; private set; } = null!;

    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts <c>Portal.dll</c> in <paramref name="folder"/> and waits until it listens.</summary>
    public static async Task<PortalProcess> StartAsync(
        string folder, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Portal.dll"), .. settings])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var portal = new PortalProcess(process);
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => portal.Read(line.Data, address);
        process.ErrorDataReceived += (_, line) => portal.Read(line.Data, address);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException(portal.Output));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        portal.Http = new HttpClient { BaseAddress = new Uri(await address.Task.WaitAsync(cancellationToken)) };
        return portal;
    }

    /// <summary>Tells the process to stop, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
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

    private void Read(string? line, TaskCompletionSource<string> address)
    {
        if (line is null)
            return;

        lock (_lines)
            _lines.Add(line);
        if (Listening().Match(line) is { Success: true } found)
            address.TrySetResult(found.Groups["address"].Value);
    }

    [GeneratedRegex("Now listening on: (?<address>http://.+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
