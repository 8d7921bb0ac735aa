using System.Globalization;
using System.Text.Json;

namespace Entra.Emulator.Tenant;

/// <summary>The line numbers of the values of a JSON text, by path.</summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public static JsonLines Read(ReadOnlySpan<byte> json)
    {
        var lines = new JsonLines();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        reader.Read();
        lines.Walk(ref reader, json, "$");
        return lines;
    }

    /// <summary>The line of the path, or of its nearest existing parent.</summary>
    public int Of(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(at.LastIndexOfAny(['.', '[']), 0)])
        {
            if (_lines.TryGetValue(at, out var line))
                return line;
        }

        return 1;
    }

    private void Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string path)
    {
        _lines[path] = json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                Walk(ref reader, json, $"{path}.{name}");
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Walk(ref reader, json, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
        }
    }
}
