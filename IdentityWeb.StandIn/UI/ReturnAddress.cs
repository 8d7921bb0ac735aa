using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Identity.Web.UI;

/// <summary>
/// Restricts the address after sign-in to this app. It comes from a query that anyone can write, and the cookie handler
/// redirects to it without a check.
/// </summary>
internal static class ReturnAddress
{
    /// <summary>
    /// The address if it is a local path, otherwise null. Characters outside ASCII are percent-encoded, as the Location
    /// header needs them.
    /// </summary>
    public static string? Local(IUrlHelper url, string? address) =>
        url.IsLocalUrl(address) && !StartsWithEncodedSlash(address)
            ? string.Concat(address.EnumerateRunes().Select(Encode))
            : null;

    /// <summary>
    /// Like <see cref="Local"/>, but also accepts an absolute address of this origin, as its path: Blazor's consent handler
    /// returns to <c>NavigationManager.Uri</c>, which is absolute.
    /// </summary>
    public static string? LocalOrSameOrigin(IUrlHelper url, HttpRequest request, string? address)
    {
        if (Local(url, address) is { } local)
            return local;

        // The path is checked again: http://this-host//elsewhere/ has the path //elsewhere/, which is another host.
        return Uri.TryCreate(address, UriKind.Absolute, out var absolute) && IsSameOrigin(absolute, request)
            ? Local(url, absolute.PathAndQuery)
            : null;
    }

    private static bool IsSameOrigin(Uri address, HttpRequest request)
    {
        var port = request.Host.Port ?? (request.IsHttps ? 443 : 80);
        return address.Port == port
            && string.Equals(address.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
            && string.Equals(address.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase);
    }

    private static string Encode(Rune rune) => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString());

    // A proxy that decodes the Location header would turn /%2fhost into //host.
    private static bool StartsWithEncodedSlash(string? address) =>
        address is not null
        && (address.StartsWith("/%2f", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("/%5c", StringComparison.OrdinalIgnoreCase));
}
