using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Tests.Instances;

namespace Portal.Tests.Support;

/// <summary>
/// A connection to Blazor's hub without a browser. It speaks as much of SignalR's MessagePack protocol as calling a
/// method needs, and keeps the names of the methods that the server calls.
/// </summary>
internal sealed partial class CircuitConnection : IAsyncDisposable
{
    private const byte Separator = 0x1e;
    private const int Invocation = 1;
    private const int Completion = 3;
    private const int PingMessage = 6;
    private const int ResultIsPresent = 3;

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<byte[]> _messages = new();
    private int _calls;

    /// <summary>The methods that the server has called, as far as responses were read.</summary>
    public List<string> Received { get; } = [];

    public static async Task<CircuitConnection> OpenAsync(Uri portal, string cookies)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var connection = new CircuitConnection();
        connection._socket.Options.SetRequestHeader("Cookie", cookies);
        connection._socket.Options.SetRequestHeader("Origin", portal.GetLeftPart(UriPartial.Authority));
        var isTls = portal.Scheme == Uri.UriSchemeHttps;
        var hub = new UriBuilder(portal) { Scheme = isTls ? "wss" : "ws", Path = "/_blazor", Query = "" }.Uri;
        using var proxy = isTls ? new HttpMessageInvoker(ProxyCertificate.CreateHandler()) : null;
        await connection._socket.ConnectAsync(hub, proxy, cancellation);
        byte[] handshake = [.. """{"protocol":"blazorpack","version":1}"""u8, Separator];
        await connection._socket.SendAsync(handshake, WebSocketMessageType.Binary, true, cancellation);
        await connection.ReceiveAsync();
        return connection;
    }

    /// <summary>Starts a circuit without components, and returns its secret; null if that was refused.</summary>
    public async Task<string?> StartAsync(Uri portal) =>
        await CallAsync("StartCircuit", portal.AbsoluteUri, portal.AbsoluteUri, "[]", "") as string;

    /// <summary>
    /// Starts a circuit with the components of a page, and waits until it has rendered them once.
    /// </summary>
    /// <param name="page">The address of the page.</param>
    /// <param name="html">The page as it was loaded.</param>
    /// <returns>The secret of the circuit; null if that was refused.</returns>
    public async Task<string?> ShowAsync(Uri page, string html)
    {
        var operations = Marker().Matches(html).Select((marker, index) =>
            $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups["marker"].Value}}}""");
        var state = State().Match(html).Groups["state"].Value;
        var secret = await CallAsync("StartCircuit", page.GetLeftPart(UriPartial.Authority) + "/", page.AbsoluteUri, "[]", state);
        if (secret is not string)
            return null;

        object[] arguments = [$$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state];
        await SendAsync([0x96, Invocation, 0x80, 0xc0, .. Text("UpdateRootComponents"), .. Array(arguments), 0x90]);
        while (!Received.Contains("JS.RenderBatch"))
            Keep(await NextAsync());
        return (string)secret;
    }

    /// <summary>
    /// Calls a method of the hub with texts, numbers and bools, and returns its result: a text, a bool or null.
    /// </summary>
    public async Task<object?> CallAsync(string method, params object?[] arguments)
    {
        var id = $"{++_calls}";
        await SendAsync([0x96, Invocation, 0x80, .. Text(id), .. Text(method), .. Array(arguments), 0x90]);
        while (true)
        {
            var (completed, result) = Keep(await NextAsync());
            if (completed == id)
                return result;
        }
    }

    /// <summary>Waits until the server has closed the connection, and sends nothing meanwhile.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (true)
                await ReceiveAsync();
        }
        catch (WebSocketException)
        {
            // This is how the end of the connection shows.
        }
    }

    /// <summary>Stays connected as a browser does, until the server ends the connection or it is cancelled.</summary>
    public async Task StayAsync(TimeSpan pings, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(pings);
        await Task.WhenAny(ClosedAsync(), PingAsync(timer, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        _socket.Dispose();
    }

    private async Task PingAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await SendAsync([0x91, PingMessage]);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The connection has ended, or nobody needs it any more.
        }
    }

    // The id and the result of a call that a message completes.
    private (string? Call, object? Result) Keep(byte[] received)
    {
        var message = new MessagePackReader(received);
        var type = message.ReadArrayAndType();
        if (type is not (Invocation or Completion))
            return default; // Such as a ping.

        message.SkipMap();
        var (call, kind) = (message.ReadText(), type == Completion ? message.ReadInt() : 0);
        if (type == Invocation)
            Received.Add(message.ReadText()!);

        return type == Completion ? (call, kind == ResultIsPresent ? message.ReadValue() : null) : default;
    }

    private Task SendAsync(byte[] message) => _socket.SendAsync(
        (byte[])[.. Length(message.Length), .. message],
        WebSocketMessageType.Binary,
        true,
        TestContext.Current.CancellationToken);

    private async Task<byte[]> NextAsync()
    {
        while (_messages.Count == 0)
        {
            var received = await ReceiveAsync();
            for (var start = 0; start < received.Length;)
            {
                var (length, shift) = (0, 0);
                byte part;
                do
                {
                    part = received[start++];
                    length |= (part & 0x7f) << shift;
                    shift += 7;
                }
                while ((part & 0x80) != 0);

                _messages.Enqueue(received[start..(start + length)]);
                start += length;
            }
        }

        return _messages.Dequeue();
    }

    private async Task<byte[]> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult result;
        do
        {
            result = await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);

            message.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        return message.ToArray();
    }

    private static byte[] Length(int length)
    {
        var bytes = new List<byte>();
        for (; length > 0x7f; length >>= 7)
            bytes.Add((byte)(length | 0x80));

        return [.. bytes, (byte)length];
    }

    private static byte[] Array(object?[] values) => [(byte)(0x90 + values.Length), .. values.SelectMany(Value)];

    private static byte[] Value(object? value) => value switch
    {
        string text => Text(text),
        int number => [0xd2, .. BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(number))],
        bool truth => [(byte)(truth ? 0xc3 : 0xc2)],
        _ => [0xc0],
    };

    [GeneratedRegex("""<!--Blazor:(?<marker>\{"type":"server".*?\})-->""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var header = new byte[] { 0xda, 0, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(1), (ushort)bytes.Length);
        return [.. header, .. bytes];
    }
}

/// <summary>Reads the kinds of MessagePack values that the hub sends first in a message.</summary>
internal sealed class MessagePackReader(byte[] data)
{
    private int _position;

    public int ReadArrayAndType()
    {
        _position++;
        return ReadInt();
    }

    /// <summary>Headers, which are always empty.</summary>
    public void SkipMap() => _position++;

    public int ReadInt() => data[_position++];

    public string? ReadText() => ReadValue() as string;

    public object? ReadValue()
    {
        var type = data[_position++];
        return type switch
        {
            0xc2 => false,
            0xc3 => true,
            >= 0xa0 and <= 0xbf => Text(type - 0xa0),
            0xd9 => Text(data[_position++]),
            0xda => Text(BinaryPrimitives.ReadUInt16BigEndian(Skip(2))),
            _ => null,
        };
    }

    private ReadOnlySpan<byte> Skip(int count)
    {
        _position += count;
        return data.AsSpan(_position - count, count);
    }

    private string Text(int length) => Encoding.UTF8.GetString(Skip(length));
}
