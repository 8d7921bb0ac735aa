using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.Identity.Web.UI;

/// <summary>
/// Where a person may land after signing in: within this app. The address arrives in a query that anyone can write, and
/// the cookie handler follows it unasked.
/// </summary>
internal static class ReturnAddress
{
    /// <summary>The address if it is a local path, else null.</summary>
    public static string? Local(IUrlHelper url, string? address) =>
        url.IsLocalUrl(address) && !StartsWithEncodedSlash(address) ? address : null;

    /// <summary>
    /// As <see cref="Local"/>, and the path of an absolute address of this very origin: Blazor's consent handler
    /// returns to <c>NavigationManager.Uri</c>, which is absolute.
    /// </summary>
    public static string? LocalOrSameOrigin(IUrlHelper url, HttpRequest request, string? address)
    {
        if (Local(url, address) is { } local)
            return local;

        // Its path is judged again: http://this-host//elsewhere/ has the path //elsewhere/, which leads away.
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

    // A proxy that decodes the Location header would turn /%2fhost into //host.
    private static bool StartsWithEncodedSlash(string? address) =>
        address is not null
        && (address.StartsWith("/%2f", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("/%5c", StringComparison.OrdinalIgnoreCase));
}
