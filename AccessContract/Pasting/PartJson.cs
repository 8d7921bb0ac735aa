using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AccessContract.Pasting;

/// <summary>Reads one part of a token just far enough to say what it is.</summary>
internal static class PartJson
{
    // A header has a few hundred characters; with certificates in it, some thousand.
    private const int MaxHeader = 8 * 1024;

    /// <summary>How the header of a token begins: <c>{</c> and a quote, a space, a line break or a tab.</summary>
    private static readonly string[] Beginnings = ["eyJ", "eyA", "ewo", "ew0", "ewk", "e30."];

    public static bool BeginsAt(string text, int at) =>
        at < text.Length && text[at] == 'e' && Array.Exists(Beginnings, b => string.CompareOrdinal(text, at, b, 0, b.Length) == 0);

    /// <summary>Whether the part is a JSON object, and if not, whether only its end is missing.</summary>
    public static PartState StateOf(string part) => Bytes(part) is { } bytes ? StateOf(bytes) : PartState.Damaged;

    public static bool Has(string part, params ReadOnlySpan<string> members)
    {
        if (part.Length > MaxHeader || Bytes(part) is not { } bytes)
            return false;

        try
        {
            using var json = JsonDocument.Parse(bytes);
            foreach (var member in members)
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(member, out _))
                    return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON that can be read, so it has no member.
        }

        return false;
    }

    /// <summary>The text of the member; null if the part has none.</summary>
    public static string? TextOf(string part, string member)
    {
        if (part.Length > MaxHeader || Bytes(part) is not { } bytes)
            return null;

        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string part)
    {
        // Four characters hold three bytes; a single one left over holds nothing.
        var whole = part.TrimEnd('=');
        whole = whole.Length % 4 == 1 ? whole[..^1] : whole;
        return whole.Length > 0 && Base64Url.IsValid(whole) ? Base64Url.DecodeFromChars(whole) : null;
    }

    private static PartState StateOf(byte[] bytes)
    {
        if (bytes[0] != (byte)'{')
            return PartState.Damaged;

        try
        {
            var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
            while (reader.Read())
            {
                // Reading to the end finds the first error.
            }

            return reader.CurrentDepth == 0 && reader.BytesConsumed > 1 ? PartState.Whole : PartState.Incomplete;
        }
        catch (JsonException)
        {
            return PartState.Damaged;
        }
    }
}

internal enum PartState
{
    Whole,
    Incomplete,
    Damaged,
}
