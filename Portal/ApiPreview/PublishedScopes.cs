using System.Text.Json;
using Portal.Downstream.Contract;

namespace Portal.ApiPreview;

/// <summary>The scopes in an API's protected-resource metadata (RFC 9728), if it publishes any.</summary>
internal static class PublishedScopes
{
    private const int MaxCount = 20;
    private const int MaxLength = 200;
    private const string Member = "scopes_supported";

    /// <summary>Each with its resource, <c>{resource}/{scope}</c>; empty if there are none, or the API did not respond.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(HttpClient client, Uri api, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(ValidationReader.Address(api), cancellationToken);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsStringAsync(cancellationToken)) : [];
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException or InvalidOperationException or InvalidDataException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            // The metadata are optional.
            return [];
        }
    }

    /// <param name="json">Untrusted: sizes are limited, and anything unexpected is ignored.</param>
    internal static IReadOnlyList<string> Read(string json)
    {
        try
        {
            using var metadata = JsonDocument.Parse(json);
            return metadata.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty(Member, out var scopes)
                && scopes.ValueKind == JsonValueKind.Array
                    ? [.. scopes.EnumerateArray().Take(MaxCount).Select(Text).OfType<string>()]
                    : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string? Text(JsonElement scope) =>
        scope.ValueKind == JsonValueKind.String && scope.GetString() is { Length: <= MaxLength } text && text.Contains('/', StringComparison.Ordinal)
            ? text
            : null;
}
