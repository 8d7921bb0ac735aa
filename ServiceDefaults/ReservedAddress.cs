using System.Net;
using System.Net.Sockets;

namespace ServiceDefaults;

/// <summary>
/// Addresses that no API or authority has: link-local ones, and those where clouds offer a machine its own credentials. A
/// request sent there by a wrong setting could return these credentials.
/// </summary>
public static class ReservedAddress
{
    private static readonly string[] MetadataHosts =
    [
        "metadata", "metadata.google.internal", "metadata.goog", "metadata.azure.internal",
        "instance-data", "instance-data.ec2.internal",
    ];

    // Azure's host, Alibaba, Oracle, and AWS over IPv6.
    private static readonly IPAddress[] MetadataAddresses =
    [
        IPAddress.Parse("168.63.129.16"), IPAddress.Parse("100.100.100.200"),
        IPAddress.Parse("192.0.0.192"), IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("fd00:ec2::23"),
        IPAddress.Parse("fe80::a9fe:a9fe"),
    ];

    /// <summary>
    /// In every spelling that a URL allows: <see cref="Uri"/> turns decimal and hexadecimal addresses into dotted ones.
    /// </summary>
    public static bool Contains(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var ip) ? Contains(ip) : IsMetadata(host);
    }

    public static bool Contains(IPAddress address)
    {
        var plain = Unmapped(address);
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            return plain.IsIPv6LinkLocal || plain.Equals(IPAddress.IPv6Any) || MetadataAddresses.Contains(plain);

        var bytes = plain.GetAddressBytes();
        return bytes is [169, 254, ..] or [0, ..] || MetadataAddresses.Contains(plain);
    }

    /// <summary>
    /// Reserved addresses, and those of this machine and of private networks: an address that a person enters in a browser
    /// must not reach what only this machine can reach.
    /// </summary>
    public static bool IsInternal(IPAddress address)
    {
        var plain = Unmapped(address);
        if (Contains(plain) || IPAddress.IsLoopback(plain))
            return true;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            return plain.IsIPv6UniqueLocal || plain.IsIPv6SiteLocal || plain.IsIPv6Multicast || plain.IsIPv6Teredo || IsTunnel(plain);

        // Private use, shared by providers, protocol assignments, benchmarks, multicast and reserved (RFC 6890).
        return plain.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..]
            or [192, 0, 0, _] or [198, 18 or 19, ..] or [>= 224, ..];
    }

    /// <summary>Only those where clouds offer credentials, which are never allowed.</summary>
    public static bool IsMetadata(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out var ip) ? IsMetadata(ip) : IsMetadata(host);
    }

    /// <inheritdoc cref="IsMetadata(Uri)"/>
    public static bool IsMetadata(IPAddress address)
    {
        // All clouds use 169.254.169.254; Amazon's containers use addresses in 169.254.170.
        var plain = Unmapped(address);
        return MetadataAddresses.Contains(plain) || plain.GetAddressBytes() is [169, 254, 169 or 170, _];
    }

    private static bool IsMetadata(string host) => MetadataHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    // 6to4 contains an IPv4 address after its prefix, and 64:ff9b:1::/48 translates to a private network.
    private static bool IsTunnel(IPAddress address) =>
        address.GetAddressBytes() is [0x20, 0x02, ..] or [0, 0x64, 0xff, 0x9b, 0, 1, ..];

    // ::ffff:a.b.c.d is mapped, ::a.b.c.d is the older compatible form, and 64:ff9b::a.b.c.d passes a translator.
    private static IPAddress Unmapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        var bytes = address.GetAddressBytes();
        var isCompatible = bytes is [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, not 0, ..];
        var isTranslated = bytes is [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..];
        return isCompatible || isTranslated ? new IPAddress(bytes.AsSpan(12)) : address;
    }
}
