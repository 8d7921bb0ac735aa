using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ServiceDefaults.LoopbackAuthority;

namespace Entra.Emulator.Hosting;

/// <summary>The two loopback listeners. Host settings cannot add others.</summary>
internal static class Listeners
{
    private const long MaxRequestBytes = 256 * 1024;

    public static void AddListeners(this WebApplicationBuilder builder)
    {
        // Containers and shells often set these for other apps. The listeners below are explicit, so remove what
        // Kestrel would only warn about.
        foreach (var key in (string[])[WebHostDefaults.ServerUrlsKey, "http_ports", "https_ports"])
            builder.WebHost.UseSetting(key, "");

        builder.Services.AddOptions<EmulatorOptions>()
            .BindConfiguration("")
            .ValidateOnStart();

        builder.Services.AddSingleton<IValidateOptions<EmulatorOptions>, EmulatorOptionsValidator>();
        builder.Services.AddSingleton<EmulatorAddresses>();
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<EmulatorOptions>, IConfiguration>(Listen);

        // Fixed host names stop DNS rebinding: any other Host header gets a 400.
        builder.Services.Configure<HostFilteringOptions>(o =>
        {
            o.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
            o.AllowEmptyHosts = false;
        });
    }

    private static void Listen(
        KestrelServerOptions kestrel,
        IOptions<EmulatorOptions> options,
        IConfiguration configuration)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;

        // All apps of the user profile share the certificate, so its lifetime follows the machine's clock.
        var certificate = LoopbackCertificate.Ensure(configuration, TimeProvider.System);
        Listen(kestrel, options.Value.BrowserUrl, _ => { });
        Listen(kestrel, options.Value.BackChannelUrl, listener => listener.UseHttps(certificate));
    }

    // "localhost" means both loopback addresses, but Kestrel can bind both only with a fixed port.
    private static void Listen(KestrelServerOptions kestrel, Uri url, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
            kestrel.Listen(address, url.Port, configure);
        else if (url.Port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, configure);
        else
            kestrel.ListenLocalhost(url.Port, configure);
    }
}
