using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;

namespace Portal.Tests.Support;

/// <summary>Debian's redis-server with nothing on disk, on a port of its own.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(10);

    private readonly int _port = ServerPrograms.FreePort();
    private Process? _process;

    public static string? Executable { get; } = ServerPrograms.Find("redis-server");

    public string ConnectionString => $"127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Executable is null, "redis-server is not installed.");
        await StartAsync();
    }

    /// <summary>Starts the server; it is empty.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(
            Executable!,
            ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Poll.UntilAsync(RespondsAsync, MaxStart);
    }

    /// <summary>The server keeps its connections, and answers nothing until <see cref="Resume"/>.</summary>
    public void Pause() => Signal("STOP");

    public void Resume() => Signal("CONT");

    /// <summary>Ends the server as a crash does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }

    private async Task<bool> RespondsAsync()
    {
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},connectTimeout=500");
            return redis.IsConnected;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
