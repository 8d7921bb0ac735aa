using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Portal.Hosting;

/// <summary>
/// Limits what <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> accepts to trusted proxies, and makes it apply to
/// <c>X-Forwarded-Host</c> too. By itself it accepts the client's address and the scheme from anyone; and behind a proxy
/// that rewrites Host, redirect URIs would name the inner host.
/// </summary>
internal static class ForwardedHost
{
    /// <summary>Addresses or networks of proxies, separated by semicolons.</summary>
    private const string TrustedProxies = "TrustedProxies";

    // This machine and private networks: the address of a client on the internet is not in them.
    private const string Private = "127.0.0.0/8;::1/128;10.0.0.0/8;172.16.0.0/12;192.168.0.0/16;169.254.0.0/16;fc00::/7;fe80::/10";

    /// <summary>Accepts the host names of the setting <c>AllowedHosts</c>; another one is ignored.</summary>
    /// <exception cref="InvalidOperationException">A trusted proxy is not an address or a network.</exception>
    public static void AddForwardedHost(this WebApplicationBuilder builder)
    {
        var proxies = Read(builder.Configuration[TrustedProxies] is { Length: > 0 } configured ? configured : Private);
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<HostFilteringOptions>>((headers, hosts) =>
        {
            if (headers.ForwardedHeaders == ForwardedHeaders.None)
                return;

            headers.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
            headers.AllowedHosts = hosts.Value.AllowedHosts;
            foreach (var proxy in proxies)
                headers.KnownIPNetworks.Add(proxy);
        });
    }

    private static List<System.Net.IPNetwork> Read(string proxies)
    {
        var networks = new List<System.Net.IPNetwork>();
        foreach (var proxy in proxies.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (System.Net.IPNetwork.TryParse(proxy, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(proxy, out var address))
                networks.Add(new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                throw new InvalidOperationException(
                    $"Setting {TrustedProxies} (or Portal:{TrustedProxies}) contains {proxy}. It must contain IP addresses or "
                    + "networks such as 10.0.0.0/8, separated by semicolons.");
        }

        return networks;
    }
}
