using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Support;

/// <summary>Every command that a Redis server gets, as its MONITOR prints them: also for entries that do not stay.</summary>
internal sealed class RedisMonitor : IAsyncDisposable
{
    private readonly TcpClient _client = new();
    private readonly StringBuilder _commands = new();
    private Task _reading = Task.CompletedTask;

    private RedisMonitor()
    {
    }

    public static async Task<RedisMonitor> StartAsync(RedisServer server)
    {
        var monitor = new RedisMonitor();
        var address = server.ConnectionString.Split(':');
        await monitor._client.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture));
        var stream = monitor._client.GetStream();
        await stream.WriteAsync("MONITOR\r\n"u8.ToArray());
        var reader = new StreamReader(stream, Encoding.Latin1);
        Assert.Equal("+OK", await reader.ReadLineAsync());
        monitor._reading = monitor.ReadAsync(reader);
        return monitor;
    }

    /// <summary>The commands until now.</summary>
    public string Read()
    {
        lock (_commands)
            return _commands.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _reading;
    }

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (_commands)
                    _commands.Append(line).Append('\n');
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The connection was closed.
        }
        finally
        {
            reader.Dispose();
        }
    }
}
