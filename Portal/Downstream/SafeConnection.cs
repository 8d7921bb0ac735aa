using System.Net;
using System.Net.Sockets;
using ServiceDefaults;

namespace Portal.Downstream;

/// <summary>
/// Connects to an API unless its name resolves to a reserved address: the settings are checked at startup, what a name
/// resolves to only now.
/// </summary>
/// <param name="allowsLinkLocal">Whether an API may have a link-local address, as the settings may in Development.</param>
internal sealed class SafeConnection(bool allowsLinkLocal)
{
    /// <exception cref="RefusedAddressException">The address is reserved; another try would be refused too.</exception>
    public async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(target.Host, out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.Any(IsRefused))
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

    private bool IsRefused(IPAddress address) =>
        allowsLinkLocal ? ReservedAddress.IsMetadata(address) : ReservedAddress.Contains(address);
}
