using System.Net;
using System.Net.Sockets;

namespace Portal.Tests.Support;

/// <summary>What <see cref="FaultProxy"/> does to the connections that it forwards.</summary>
public enum ConnectionFault
{
    None,

    /// <summary>Each new connection is reset.</summary>
    Reset,

    /// <summary>Connections are accepted, and nothing is read or answered.</summary>
    HalfOpen,

    /// <summary>Responses come ten seconds later.</summary>
    Late,

    /// <summary>Responses are closed after some bytes.</summary>
    Truncated,

    /// <summary>Connections are reset after some bytes of the response.</summary>
    ResetInResponse,

    /// <summary>Responses come byte by byte.</summary>
    Drip,
}

/// <summary>
/// Forwards TCP connections to a server, and breaks them in the way that a test chooses. Changing the fault resets the
/// connections that are open, as a network that breaks does.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int BytesBeforeEnd = 60;

    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DripInterval = TimeSpan.FromMilliseconds(200);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _server;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _accepting;
    private CancellationTokenSource _open = new();
    private ConnectionFault _fault;

    public FaultProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync();
    }

    /// <summary>The address of the server with the proxy's port.</summary>
    public Uri Address { get; }

    public ConnectionFault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            using var before = Interlocked.Exchange(ref _open, new CancellationTokenSource());
            before.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        Fault = ConnectionFault.None;
        _listener.Dispose();
        await _accepting;
        _open.Dispose();
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token), _fault, _open.Token);
        }
        catch (OperationCanceledException)
        {
            // The proxy is disposed.
        }
    }

    private async Task ServeAsync(TcpClient client, ConnectionFault fault, CancellationToken broken)
    {
        using (client)
        {
            try
            {
                if (fault == ConnectionFault.HalfOpen)
                    await WaitAsync(Timeout.InfiniteTimeSpan, broken);
                if (fault != ConnectionFault.Reset)
                    await ForwardAsync(client, fault, broken);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One of the two has closed the connection, or it was broken on purpose.
            }

            if (broken.IsCancellationRequested || fault is ConnectionFault.Reset or ConnectionFault.ResetInResponse)
                client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }

    private async Task ForwardAsync(TcpClient client, ConnectionFault fault, CancellationToken broken)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(_server.Host, _server.Port, broken);
        var (down, up) = (client.GetStream(), server.GetStream());
        await await Task.WhenAny(down.CopyToAsync(up, broken), RespondAsync(up, down, fault, broken));
    }

    private static async Task RespondAsync(NetworkStream from, NetworkStream to, ConnectionFault fault, CancellationToken broken)
    {
        var buffer = new byte[16 * 1024];
        var left = fault is ConnectionFault.Truncated or ConnectionFault.ResetInResponse ? BytesBeforeEnd : int.MaxValue;
        while (left > 0 && await from.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), broken) is > 0 and var read)
        {
            left -= read;
            if (fault == ConnectionFault.Late)
                await WaitAsync(Lateness, broken);
            if (fault == ConnectionFault.Drip)
                await DripAsync(buffer.AsMemory(0, read), to, broken);
            else
                await to.WriteAsync(buffer.AsMemory(0, read), broken);
        }
    }

    private static async Task DripAsync(ReadOnlyMemory<byte> bytes, NetworkStream to, CancellationToken broken)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            await to.WriteAsync(bytes.Slice(i, 1), broken);
            await WaitAsync(DripInterval, broken);
        }
    }

    private static async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        await using var timer = TimeProvider.System.CreateTimer(_ => over.TrySetResult(), null, time, Timeout.InfiniteTimeSpan);
        await over.Task.WaitAsync(cancellationToken);
    }
}
