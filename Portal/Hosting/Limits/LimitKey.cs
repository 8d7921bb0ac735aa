using System.Net;
using System.Net.Sockets;
using System.Security.Claims;

namespace Portal.Hosting.Limits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="Kind">One of the constants: requests of different kinds are counted apart.</param>
/// <param name="Id">The user's object id, or the address.</param>
/// <param name="Tenant">The user's tenant; empty for an address.</param>
internal readonly record struct LimitKey(string Kind, string Id, string Tenant)
{
    public const string Api = "api";
    public const string Anonymous = "anonymous";
    public const string Circuit = "circuit";
    public const string SignIn = "sign-in";

    // Providers give each customer at least a /64, so its addresses belong to one person or site.
    private const int PrefixBytes = 8;

    /// <summary>A request that is not limited.</summary>
    public static LimitKey None { get; } = new("", "", "");

    /// <summary>The signed-in user; null without one.</summary>
    public static LimitKey? OfUser(string kind, ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true && user.FindFirst("oid") is { } id
            ? new LimitKey(kind, id.Value, user.FindFirst("tid")?.Value ?? "")
            : null;

    /// <summary>
    /// The address of the connection, or the one that a trusted proxy forwarded. Of an IPv6 address, the first half.
    /// </summary>
    public static LimitKey OfAddress(string kind, IPAddress? address) => new(kind, Network(address), "");

    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();

        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, PrefixBytes));
    }
}
