using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Downstream;

/// <summary>
/// The reason in an error response, in any of the usual forms, as short plain text. Stack traces and tokens in it are left
/// out.
/// </summary>
internal static partial class ErrorReason
{
    private const int MaxLength = 500;
    private const int MaxParts = 5;
    private const int MaxDepth = 4;

    private static readonly string[] Texts = ["detail", "message", "error_description", "description", "errorMessage", "msg", "reason"];
    private static readonly string[] Nested = ["error", "errors", "detail", "fault"];
    private static readonly string[] XmlNames = ["message", "detail", "description", "faultstring", "title"];

    /// <summary>Null if the body has no reason in a form that is known here.</summary>
    public static string? Read(string body, string? mediaType)
    {
        var text = body.TrimStart();
        if (text.StartsWith('{') || text.StartsWith('[') || IsType(mediaType, "json"))
            return Shorten(OfJson(text));
        if (text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || IsType(mediaType, "html"))
            return Shorten(HtmlTitle().Match(text) is { Success: true } title ? System.Net.WebUtility.HtmlDecode(title.Groups["text"].Value) : null);
        if (text.StartsWith('<') || IsType(mediaType, "xml"))
            return Shorten(OfXml(text));

        return mediaType is null || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? Shorten(text) : null;
    }

    /// <summary>One line, without what follows the first stack frame. Null if nothing is left.</summary>
    public static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var message = StackFrame().Match(text) is { Success: true } frame ? text[..frame.Index] : text;
        var visible = new string([.. message.Select(c => char.IsControl(c) ? ' ' : c)]);
        var line = Token().Replace(Spaces().Replace(visible, " ").Trim(), "…");
        return line.Length == 0 ? null : line.Length > MaxLength ? line[..MaxLength] + "…" : line;
    }

    private static bool IsType(string? mediaType, string name) =>
        mediaType?.Contains(name, StringComparison.OrdinalIgnoreCase) is true;

    private static string? OfJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return OfElement(json.RootElement, depth: 0);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? OfElement(JsonElement element, int depth) => element.ValueKind switch
    {
        _ when depth > MaxDepth => null,
        JsonValueKind.String => Text(element),
        JsonValueKind.Array => Join(element.EnumerateArray().Select(item => OfElement(item, depth + 1))),
        JsonValueKind.Object => OfObject(element, depth),
        _ => null,
    };

    private static string? OfObject(JsonElement element, int depth)
    {
        var reason = Texts.Select(name => Text(Member(element, name))).FirstOrDefault(text => text is not null);
        if (reason is not null)
            return $"{Location(element)}{reason}{Code(element)}";

        // A problem's title is general; the members below it name the fields.
        return Nested.Select(name => OfNested(Member(element, name), depth)).FirstOrDefault(text => text is not null)
            ?? Text(Member(element, "title"));
    }

    private static string? OfNested(JsonElement? member, int depth)
    {
        if (member is not { } element)
            return null;
        if (OfElement(element, depth + 1) is { } reason)
            return reason;

        // errors: { "field": ["why"] }
        return element.ValueKind == JsonValueKind.Object && depth < MaxDepth
            ? Join(element.EnumerateObject().Select(m => OfElement(m.Value, depth + 1) is { } why ? $"{m.Name}: {why}" : null))
            : null;
    }

    // A problem's detail (RFC 9457) is a whole sentence, and its code is the stable one of the problem. In other forms, an
    // error code in words, such as BadFilter or invalid_request, can be looked up; a number usually repeats the status.
    private static string Code(JsonElement element) =>
        Member(element, "detail") is null
        && (Text(Member(element, "code")) ?? Text(Member(element, "error"))) is { Length: <= 60 } code
        && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && !code.All(char.IsAsciiDigit)
            ? $" ({code})"
            : "";

    private static string Location(JsonElement element) =>
        Member(element, "loc") is { ValueKind: JsonValueKind.Array } location
            ? string.Join('.', location.EnumerateArray().Select(part => part.ToString())) + ": "
            : "";

    private static string? Join(IEnumerable<string?> parts) =>
        string.Join("; ", parts.OfType<string>().Take(MaxParts)) is { Length: > 0 } text ? text : null;

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals(name) || member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    private static string? Text(JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } value && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }

    private static string? OfXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || !XmlNames.Contains(reader.LocalName, StringComparer.OrdinalIgnoreCase))
                    continue;

                using var element = reader.ReadSubtree();
                var content = new StringBuilder();
                while (element.Read())
                    content.Append(element.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? element.Value : " ");

                if (!string.IsNullOrWhiteSpace(content.ToString()))
                    return content.ToString();
            }
        }
        catch (XmlException)
        {
            // Not XML after all.
        }

        return null;
    }

    [GeneratedRegex(@"<title[^>]*>(?<text>[^<]{1,500})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex HtmlTitle();

    [GeneratedRegex(@"(^|\n)\s*(at\s+\S+\(|Traceback \(most recent|File ""[^""]*"", line)| ---> ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex StackFrame();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}(\.[A-Za-z0-9_-]*)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Spaces();
}
