using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Exports.Formats;

/// <summary>Makes texts fit into a workbook.</summary>
internal static class XlsxText
{
    /// <summary>Excel's limit: it reports a file with a longer text as damaged.</summary>
    public const int MaxLength = 32_767;

    private const int MaxSheetNameLength = 31;

    /// <summary>
    /// Escapes the characters that XML cannot contain, as workbooks do: <c>_x0000_</c> for NUL. That includes CR, which an
    /// XML reader turns into LF. If the text itself contains such a sequence, its underscore is escaped.
    /// </summary>
    public static string Escape(string text)
    {
        if (IsPlain(text))
            return text;

        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPlain(text[i]) && !LooksEscaped(text.AsSpan(i)))
                escaped.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                escaped.Append(text[i]).Append(text[++i]);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
        }

        return escaped.ToString();
    }

    /// <summary>The beginning of a text that does not fit into a cell; surrogate pairs stay whole.</summary>
    public static string Cut(string text)
    {
        var end = MaxLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>A valid name for a worksheet: short, without the characters that Excel refuses, never empty.</summary>
    public static string SheetName(string title)
    {
        var allowed = string.Concat(title.Select(c => char.IsControl(c) || !XmlConvert.IsXmlChar(c) || @":\/?*[]".Contains(c) ? ' ' : c))
            .Trim(' ', '\'');
        var name = allowed.Length > MaxSheetNameLength ? allowed[..MaxSheetNameLength].TrimEnd(' ', '\'') : allowed;
        return name.Length == 0 || name.Equals("History", StringComparison.OrdinalIgnoreCase) ? "Export" : name;
    }

    private static bool IsPlain(string text) =>
        !text.Contains("_x", StringComparison.Ordinal) && text.All(IsPlain);

    private static bool IsPlain(char c) => c != '\r' && XmlConvert.IsXmlChar(c);

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text is ['_', 'x', _, _, _, _, '_', ..]
        && int.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
