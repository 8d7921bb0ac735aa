using System.Net;
using System.Net.Sockets;

namespace Portal.Downstream;

/// <summary>
/// Connects to an API unless its name resolves to a reserved address: the settings are checked at startup, what a name
/// resolves to only now.
/// </summary>
/// <param name="isRefused">Which addresses are reserved.</param>
internal sealed class SafeConnection(Predicate<IPAddress> isRefused)
{
    /// <exception cref="RefusedAddressException">The address is reserved; another try would be refused too.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (Array.Exists(addresses, isRefused))
            throw new RefusedAddressException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);

            // Reads and keeps the address. The HTTP client would read it outside of its error handling, and fail with an
            // exception of the socket if the API has reset the connection meanwhile.
            _ = socket.RemoteEndPoint;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
