using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary>
/// Waits until the server has accepted all connections that were opened before. The operating system queues them, and
/// resets those in the queue when the server stops listening; a busy server can be behind. They are accepted in order, so
/// a connection of its own that gets a response, or is closed, shows that the others have left the queue.
/// </summary>
internal static class AcceptedConnections
{
    public static void Wait(IServer server, TimeSpan limit)
    {
        var since = Stopwatch.GetTimestamp();
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            Wait(BindingAddress.Parse(address), limit - Stopwatch.GetElapsedTime(since));
    }

    private static void Wait(BindingAddress address, TimeSpan limit)
    {
        // A timeout of 0 ms would be none.
        if (address.IsUnixPipe || address.IsNamedPipe || limit < TimeSpan.FromMilliseconds(1))
            return;

        try
        {
            using var client = new TcpClient { ReceiveTimeout = (int)limit.TotalMilliseconds, SendTimeout = (int)limit.TotalMilliseconds };
            client.Connect(Reachable(address.Host), address.Port);
            var stream = client.GetStream();
            stream.Write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8);
            stream.ReadByte();
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // Closed, also because it expects TLS: it was accepted. Or the limit is reached.
        }
    }

    private static IPAddress Reachable(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : IPAddress.Loopback;
}
