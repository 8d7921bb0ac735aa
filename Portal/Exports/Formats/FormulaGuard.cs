using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Exports.Formats;

/// <summary>
/// Keeps texts from being taken for formulas. An apostrophe before them is what spreadsheets themselves write for "this
/// is text".
/// </summary>
internal static class FormulaGuard
{
    private const char Apostrophe = '\'';

    // Where the system's list separator is a semicolon, spreadsheets take a file with commas apart at semicolons, and
    // a quote that does not open a line is then an ordinary character: these begin cells in the middle of a text.
    private static readonly SearchValues<char> Breaks = SearchValues.Create(";\n\r\u0085\u2028\u2029");

    // A sum in the middle of a text does no harm, and a line that begins with a hyphen is mostly a list.
    private static readonly SearchValues<char> Calls = SearchValues.Create("(|!");

    /// <summary>Whether a spreadsheet may take the text as a whole for a formula.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text) =>
        text is ['\t' or '\r' or '\n', ..] || FirstSign(text) is not null;

    /// <summary>The text, with an apostrophe wherever a formula would begin.</summary>
    public static string Neutralise(string text)
    {
        var begins = IsFormula(text);
        if (text.AsSpan().ContainsAny(Breaks))
            return Pieces(text, begins);

        return begins ? Apostrophe + text : text;
    }

    private static string Pieces(string text, bool begins)
    {
        var neutral = new StringBuilder(text.Length + 8);
        if (begins)
            neutral.Append(Apostrophe);

        for (var rest = text.AsSpan(); ;)
        {
            var end = rest.IndexOfAny(Breaks);
            if (end < 0)
                return neutral.Append(rest).ToString();

            neutral.Append(rest[..(end + 1)]);
            rest = rest[(end + 1)..];
            if (CallsSomething(rest))
                neutral.Append(Apostrophe);
        }
    }

    private static bool CallsSomething(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(Breaks);
        var piece = end < 0 ? rest : rest[..end];
        return FirstSign(piece) is { } sign && (sign is '=' or '@' || piece.ContainsAny(Calls));
    }

    // Blanks, quotes and what cannot be seen may stand before the sign; some readers drop them.
    private static char? FirstSign(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsPassedOver(rune))
                return Plain(rune);
        }

        return null;
    }

    private static bool IsPassedOver(Rune rune) =>
        rune.Value is '"' or Apostrophe
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    // Full-width, small, raised and lowered signs are the plain ones to some spreadsheets (Unicode's compatibility forms).
    private static char? Plain(Rune rune) => rune.Value switch
    {
        '=' or '\uFF1D' or '\uFE66' or '\u207C' or '\u208C' => '=',
        '+' or '\uFF0B' or '\uFE62' or '\u207A' or '\u208A' or '\uFB29' => '+',
        '-' or '\uFF0D' or '\uFE63' or '\u207B' or '\u208B' or '\u2212' => '-',
        '@' or '\uFF20' or '\uFE6B' => '@',
        _ => null,
    };
}
