using System.Text;
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

    // In SOAP 1.1, the element detail has what the program knows; faultstring comes before it.
    private static readonly string[] XmlNames = ["message", "faultstring", "text", "detail", "description", "reason", "title"];

    /// <summary>Null if the body has no reason in a form that is known here.</summary>
    public static string? Read(string body, string? mediaType)
    {
        var text = body.TrimStart();
        if (text.StartsWith('{') || text.StartsWith('[') || IsType(mediaType, "json"))
            return Shorten(JsonErrorReason.Read(text));
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

    [GeneratedRegex(@"<title[^<>]*>(?<text>[^<]{1,500})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HtmlTitle();

    [GeneratedRegex(@"(^|\n)[^\S\n]*(at\s+\S+\(|Traceback \(most recent|File ""[^""]*"", line)| ---> ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StackFrame();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}(\.[A-Za-z0-9_-]*)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
