using System.Text.Json;

namespace Portal.ApiPreview;

/// <summary>Where the paths of an OpenAPI document start: the first of its servers, or host and base path of Swagger 2.0.</summary>
internal static class PublishedServer
{
    /// <param name="document">The document as JSON.</param>
    /// <param name="at">Its address, which relative servers are resolved against; null if unknown.</param>
    /// <returns>An absolute http(s) address that ends with a slash; null if the document and its address do not say.</returns>
    public static Uri? Find(JsonElement document, Uri? at)
    {
        var origin = at is null ? null : new Uri(at, "/");
        return (Text(document, "swagger") is null ? FromServers(document, at) : FromHost(document, at)) ?? origin;
    }

    private static Uri? FromServers(JsonElement document, Uri? at) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("servers", out var servers)
        && servers is { ValueKind: JsonValueKind.Array }
        && servers.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && Text(first, "url") is { } url
            ? Absolute(url, at)
            : null;

    private static Uri? FromHost(JsonElement document, Uri? at)
    {
        var path = Text(document, "basePath") ?? "/";
        return Text(document, "host") is { } host
            ? Absolute($"{at?.Scheme ?? Uri.UriSchemeHttps}://{host}/{path.TrimStart('/')}", at)
            : Absolute(path, at);
    }

    // Without its {variables}, which have no address.
    private static Uri? Absolute(string url, Uri? at)
    {
        var isAddress = at is null
            ? Uri.TryCreate(url, UriKind.Absolute, out var address)
            : Uri.TryCreate(at, url, out address);
        return isAddress && address is { Scheme: "http" or "https" } && !url.Contains('{', StringComparison.Ordinal)
            ? new UriBuilder(address) { Path = address.AbsolutePath.TrimEnd('/') + "/", Query = "", Fragment = "" }.Uri
            : null;
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
