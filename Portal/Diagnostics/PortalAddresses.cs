namespace Portal.Diagnostics;

/// <summary>The portal's addresses.</summary>
/// <param name="Seen">In the user's browser; null without a browser.</param>
/// <param name="Served">As the portal sees it, and uses it in redirect URIs; null if unknown.</param>
internal sealed record PortalAddresses(Uri? Seen, Uri? Served)
{
    /// <summary>Null if it is not a plain http or https address.</summary>
    public static Uri? Read(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? new Uri(uri.AbsoluteUri.TrimEnd('/') + "/")
            : null;

    /// <summary>The first address of <c>Urls</c>, with the path; null for a wildcard host or port 0.</summary>
    public static Uri? Listened(string? urls, string? pathBase) =>
        Read(First(urls)?.TrimEnd('/') + pathBase) is { Port: > 0 } address && address.Host is not ("0.0.0.0" or "[::]")
            ? address
            : null;

    private static string? First(string? urls) => (urls ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault();
}
