using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Portal.Hosting;

/// <summary>
/// Makes <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> apply to <c>X-Forwarded-Host</c> too. By itself it applies to the
/// client's address and the scheme only, so behind a proxy that rewrites Host, redirect URIs would name the inner host.
/// </summary>
internal static class ForwardedHost
{
    /// <summary>Accepts the host names of the setting <c>AllowedHosts</c>; another one is ignored.</summary>
    public static void AddForwardedHost(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<HostFilteringOptions>>((headers, hosts) =>
        {
            if (headers.ForwardedHeaders == ForwardedHeaders.None)
                return;

            headers.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
            headers.AllowedHosts = hosts.Value.AllowedHosts;
        });
}
