using System.Net;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>Recognizes this machine in every spelling that a URL allows.</summary>
internal static class LoopbackAddress
{
    /// <summary>
    /// Wider than <see cref="Uri.IsLoopback"/>, which misses <c>localhost.</c>, <c>x.localhost</c>, mapped IPv6 and the
    /// addresses that mean any interface. Use this one to refuse an address, and <see cref="Uri.IsLoopback"/> to trust one.
    /// </summary>
    public static bool IsThisMachine(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var ip))
        {
            var plain = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
            return IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.Any) || plain.Equals(IPAddress.IPv6Any);
        }

        return address.IsLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || host.Equals("localhost.localdomain", StringComparison.OrdinalIgnoreCase)
            || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);
    }
}
