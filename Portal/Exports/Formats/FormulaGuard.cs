using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Exports.Formats;

/// <summary>
/// Stops spreadsheets from reading texts as formulas. Spreadsheets themselves mark a cell as text with a leading
/// apostrophe.
/// </summary>
internal static class FormulaGuard
{
    private const char Apostrophe = '\'';

    // If the system's list separator is a semicolon, spreadsheets split even a comma-separated file at semicolons, and
    // treat a quote inside a line as an ordinary character. So these characters can start a new cell inside a text.
    private static readonly SearchValues<char> Separators = SearchValues.Create(";\n\r\u0085\u2028\u2029");

    // Inside a text, a sign alone is harmless: plain arithmetic, or a list item that starts with a hyphen.
    private static readonly SearchValues<char> CallSigns = SearchValues.Create("(|!");

    /// <summary>Whether a spreadsheet may read the whole text as a formula.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text) =>
        text is ['\t' or '\r' or '\n', ..] || FirstSign(text) is not null;

    /// <summary>The text, with an apostrophe wherever a formula could start.</summary>
    public static string Neutralise(string text)
    {
        var isFormula = IsFormula(text);
        if (text.AsSpan().ContainsAny(Separators))
            return NeutraliseParts(text, isFormula);

        return isFormula ? Apostrophe + text : text;
    }

    private static string NeutraliseParts(string text, bool isFormula)
    {
        var neutral = new StringBuilder(text.Length + 8);
        if (isFormula)
            neutral.Append(Apostrophe);

        for (var rest = text.AsSpan(); ;)
        {
            var end = rest.IndexOfAny(Separators);
            if (end < 0)
                return neutral.Append(rest).ToString();

            neutral.Append(rest[..(end + 1)]);
            rest = rest[(end + 1)..];
            if (IsCall(rest))
                neutral.Append(Apostrophe);
        }
    }

    private static bool IsCall(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(Separators);
        var part = end < 0 ? rest : rest[..end];
        return FirstSign(part) is { } sign && (sign is '=' or '@' || part.ContainsAny(CallSigns));
    }

    // Some readers drop white space, quotes and invisible characters before the sign.
    private static char? FirstSign(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsIgnored(rune))
                return Plain(rune);
        }

        return null;
    }

    private static bool IsIgnored(Rune rune) =>
        rune.Value is '"' or Apostrophe
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    // Some spreadsheets read Unicode's compatibility forms (full-width, small, superscript, subscript) as plain signs.
    private static char? Plain(Rune rune) => rune.Value switch
    {
        '=' or '\uFF1D' or '\uFE66' or '\u207C' or '\u208C' => '=',
        '+' or '\uFF0B' or '\uFE62' or '\u207A' or '\u208A' or '\uFB29' => '+',
        '-' or '\uFF0D' or '\uFE63' or '\u207B' or '\u208B' or '\u2212' => '-',
        '@' or '\uFF20' or '\uFE6B' => '@',
        _ => null,
    };
}
