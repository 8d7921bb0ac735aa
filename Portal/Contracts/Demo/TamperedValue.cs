using System.Text.Json;

namespace Portal.Contracts.Demo;

/// <summary>A claim's value as typed: parsed as JSON if it is valid JSON, otherwise text.</summary>
/// <param name="Interpretation">How the input was interpreted.</param>
public sealed record TamperedValue(JsonElement Json, string Interpretation)
{
    /// <summary>The limit for nested JSON.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static TamperedValue Read(string typed)
    {
        try
        {
            using var json = JsonDocument.Parse(typed, Options);
            return new(json.RootElement.Clone(), Describe(json.RootElement, typed.Trim()));
        }
        catch (JsonException)
        {
            return new(JsonSerializer.SerializeToElement(typed), LooksLikeJson(typed)
                ? "Text (not valid JSON)."
                : typed.Length == 0 ? "Empty text." : "Text.");
        }
    }

    /// <summary>The size in bytes as in a token; null if a token cannot contain it.</summary>
    public static int? SizeOf(JsonElement? value)
    {
        try
        {
            return value is { } json ? JsonSerializer.SerializeToUtf8Bytes(Texts(json)).Length : "null".Length;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: JSON can escape it, but it is not valid text.
            return null;
        }
    }

    private static bool LooksLikeJson(string typed) => typed.TrimStart() is ['{' or '[' or '"', ..];

    // Reading each string reveals invalid ones.
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

    private static string Describe(JsonElement json, string typed) => json.ValueKind switch
    {
        JsonValueKind.String => "Text, without the quotes.",
        JsonValueKind.Number => $"Number. For text, enter \"{typed}\" with quotes.",
        JsonValueKind.True or JsonValueKind.False => $"Boolean. For text, enter \"{typed}\" with quotes.",
        JsonValueKind.Null => "Null: the claim is present without a value.",
        JsonValueKind.Array => $"Array with {json.GetArrayLength()} elements.",
        _ => "Object.",
    };
}
