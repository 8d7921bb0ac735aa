namespace Portal.Diagnostics;

/// <summary>Where the portal is.</summary>
/// <param name="Seen">In the browser of whoever asks; null where no browser does.</param>
/// <param name="Served">As the portal itself sees it: what it puts into redirect URIs. Null where it cannot be known.</param>
internal sealed record PortalAddresses(Uri? Seen, Uri? Served)
{
    /// <summary>Null for what is no plain address of a web site.</summary>
    public static Uri? Read(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? new Uri(uri.AbsoluteUri.TrimEnd('/') + "/")
            : null;

    /// <summary>The first address of <c>Urls</c>, unless it leaves host or port open.</summary>
    public static Uri? Listened(string? urls) =>
        Read((urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault())
            is { Port: > 0 } address && address.Host is not ("0.0.0.0" or "[::]")
            ? address
            : null;
}
