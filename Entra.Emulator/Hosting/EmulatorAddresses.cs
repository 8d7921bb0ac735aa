using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Entra.Emulator.Hosting;

/// <summary>
/// The addresses the emulator listens on, available after startup. The host is always <c>localhost</c>.
/// </summary>
public sealed class EmulatorAddresses(IServer server)
{
    private readonly Lazy<Uri> _browser = new(() => Find(server, Uri.UriSchemeHttp));
    private readonly Lazy<Uri> _backChannel = new(() => Find(server, Uri.UriSchemeHttps));

    /// <summary>The address of the sign-in pages, with a trailing slash.</summary>
    public Uri Browser => _browser.Value;

    /// <summary>The <c>Instance</c> that apps are configured with, with a trailing slash.</summary>
    public Uri BackChannel => _backChannel.Value;

    private static Uri Find(IServer server, string scheme)
    {
        var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(a => new Uri(a))
            .FirstOrDefault(a => a.Scheme == scheme)
            ?? throw new InvalidOperationException($"The emulator is not listening on {scheme} yet. Start it first.");
        return new UriBuilder(scheme, "localhost", bound.Port).Uri;
    }
}
