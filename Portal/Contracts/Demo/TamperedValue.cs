using System.Text.Json;

namespace Portal.Contracts.Demo;

/// <summary>A claim's value as a person types it: JSON where it is JSON, else a text as it stands.</summary>
/// <param name="Words">What it was taken for.</param>
public sealed record TamperedValue(JsonElement Json, string Words)
{
    /// <summary>What goes deeper is no claim any more.</summary>
    public const int Deepest = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest, AllowDuplicateProperties = false };

    public static TamperedValue Read(string typed)
    {
        try
        {
            using var json = JsonDocument.Parse(typed, Options);
            return new(json.RootElement.Clone(), WordsFor(json.RootElement, typed.Trim()));
        }
        catch (JsonException)
        {
            return new(JsonSerializer.SerializeToElement(typed), LooksLikeJson(typed)
                ? "Taken as text: as JSON it cannot be read."
                : typed.Length == 0 ? "Taken as an empty text." : "Taken as text.");
        }
    }

    /// <summary>In bytes, as tokens carry it; null for what no token can carry.</summary>
    public static int? SizeOf(JsonElement? value)
    {
        try
        {
            return value is { } json ? JsonSerializer.SerializeToUtf8Bytes(Texts(json)).Length : "null".Length;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON allows it to be written, no text can hold it.
            return null;
        }
    }

    private static bool LooksLikeJson(string typed) => typed.TrimStart() is ['{' or '[' or '"', ..];

    // Reading each text is what finds those that are none.
    private static JsonElement Texts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            _ = json.GetString();
        if (json.ValueKind == JsonValueKind.Array)
            _ = json.EnumerateArray().Select(Texts).Count();
        if (json.ValueKind == JsonValueKind.Object)
            _ = json.EnumerateObject().Select(p => (p.Name, Texts(p.Value))).Count();

        return json;
    }

    private static string WordsFor(JsonElement json, string typed) => json.ValueKind switch
    {
        JsonValueKind.String => "Taken as a text, without its quotes.",
        JsonValueKind.Number => $"Taken as a number. For the text, write \"{typed}\" with the quotes.",
        JsonValueKind.True or JsonValueKind.False => $"Taken as a truth value. For the text, write \"{typed}\" with the quotes.",
        JsonValueKind.Null => "Taken as null: the claim is there, and holds nothing.",
        JsonValueKind.Array => $"Taken as a list, of {json.GetArrayLength()}.",
        _ => "Taken as an object.",
    };
}
