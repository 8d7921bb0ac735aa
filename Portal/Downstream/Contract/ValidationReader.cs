using System.Text.Json;
using AccessContract;

namespace Portal.Downstream.Contract;

/// <summary>
/// Reads the validations that an API lists in its protected-resource metadata (RFC 9728, with a member of our own).
/// The document is untrusted: invalid entries are skipped, and all sizes are limited.
/// </summary>
internal static class ValidationReader
{
    private const string Member = "urn:on-behalf-of-portal:validations";
    private const string WellKnownPath = "/.well-known/oauth-protected-resource";
    private const int MaxCount = 30;
    private const int MaxNameLength = 40;
    private const int MaxTextLength = 400;

    /// <summary>RFC 9728 §3.1: between the host and the path of the resource.</summary>
    public static Uri Address(Uri resource) =>
        new(resource.GetLeftPart(UriPartial.Authority) + WellKnownPath + resource.AbsolutePath.TrimEnd('/'));

    /// <summary>The validations in order; empty if the document lists none or is invalid.</summary>
    public static IReadOnlyList<Validation> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(Member, out var list)
                && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Take(MaxCount).Select(ReadOne).OfType<Validation>().DistinctBy(v => v.Name)]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static Validation? ReadOne(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && Text(entry, "name") is { Length: > 0 and <= MaxNameLength } name
            ? new Validation(name, Text(entry, "demand") ?? "", Accepted(entry))
            : null;

    private static List<string> Accepted(JsonElement entry) =>
        entry.TryGetProperty("accepted", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Take(MaxCount).Select(v => Short(v.GetString()!))]
            : [];

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? Short(text.GetString()!) : null;

    private static string Short(string text) => text.Length > MaxTextLength ? text[..MaxTextLength] : text;
}
