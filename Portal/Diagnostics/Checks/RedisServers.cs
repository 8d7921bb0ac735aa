using System.Net;
using System.Net.Sockets;

namespace Portal.Diagnostics.Checks;

/// <summary>The addresses of the servers of Redis.</summary>
internal static class RedisServers
{
    public static string NameOf(EndPoint server) => server switch
    {
        DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        _ => server.ToString() ?? "",
    };

    /// <summary>Whether the connection stays on this machine.</summary>
    public static bool IsLocal(EndPoint server) => server switch
    {
        UnixDomainSocketEndPoint => true,
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        DnsEndPoint dns => dns.Host is "localhost",
        _ => false,
    };
}
