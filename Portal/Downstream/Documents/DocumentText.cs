using System.Text;
using System.Text.Json;

namespace Portal.Downstream.Documents;

/// <summary>The text of an API's document, JSON or YAML, as JSON. Anything else is refused with what it is.</summary>
internal static class DocumentText
{
    /// <summary>Deeper nesting is refused, so that nothing that walks the document can run out of stack.</summary>
    public const int MaxDepth = 100;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        MaxDepth = MaxDepth,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>UTF-8, or what the byte order mark says.</summary>
    public static string Decode(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <exception cref="InvalidDataException">Neither JSON nor YAML; the message says what it is, as “an HTML page”.</exception>
    public static JsonDocument Parse(string text)
    {
        var content = text.AsMemory().TrimStart('\uFEFF').TrimStart();
        if (content.IsEmpty)
            throw new InvalidDataException("an empty body");

        return content.Span[0] switch
        {
            '{' or '[' => ParseJson(content),
            '<' => throw new InvalidDataException(Markup(content.ToString())),
            _ => ParseYaml(content),
        };
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<char> text)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"JSON that is malformed, cut off or nested too deeply, at line {exception.LineNumber + 1}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("JSON with half a surrogate pair", exception);
        }
    }

    private static JsonDocument ParseYaml(ReadOnlyMemory<char> text)
    {
        try
        {
            var document = JsonDocument.Parse(YamlReader.ReadAsJson(text.ToString()), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new InvalidDataException("text that is neither JSON nor YAML");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("YAML that is nested too deeply", exception);
        }
    }

    private static string Markup(string text)
    {
        var isHtml = text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        return !isHtml ? "XML"
            : ErrorReason.Read(text, "text/html") is { } title ? $"an HTML page with the title “{title}”" : "an HTML page";
    }
}
