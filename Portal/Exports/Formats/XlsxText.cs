using System.Globalization;
using System.Text;
using System.Xml;

namespace Portal.Exports.Formats;

/// <summary>Texts as a workbook can hold them.</summary>
internal static class XlsxText
{
    /// <summary>Excel's limit; it calls a file with a longer text damaged.</summary>
    public const int Longest = 32_767;

    private const int LongestSheetName = 31;

    /// <summary>
    /// Characters that XML cannot carry, in the notation that workbooks have for them: <c>_x0000_</c> for NUL. A text that
    /// looks like that by itself gets its underscore spelled out.
    /// </summary>
    public static string Escape(string text)
    {
        if (IsPlain(text))
            return text;

        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]) && !LooksEscaped(text.AsSpan(i)))
                escaped.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                escaped.Append(text[i]).Append(text[++i]);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
        }

        return escaped.ToString();
    }

    /// <summary>The beginning of a text that is longer than a cell can be; never half a character.</summary>
    public static string Cut(string text)
    {
        var end = Longest - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>A sheet's name: short, without the characters that Excel refuses, never empty.</summary>
    public static string SheetName(string title)
    {
        var allowed = string.Concat(title.Select(c => char.IsControl(c) || char.IsSurrogate(c) || @":\/?*[]".Contains(c) ? ' ' : c))
            .Trim(' ', '\'');
        var name = allowed.Length > LongestSheetName ? allowed[..LongestSheetName].TrimEnd(' ', '\'') : allowed;
        return name.Length == 0 || name.Equals("History", StringComparison.OrdinalIgnoreCase) ? "Export" : name;
    }

    private static bool IsPlain(string text) =>
        !text.Contains("_x", StringComparison.Ordinal) && text.All(XmlConvert.IsXmlChar);

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text is ['_', 'x', _, _, _, _, '_', ..]
        && int.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
