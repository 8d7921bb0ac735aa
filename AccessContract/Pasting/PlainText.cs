using System.Globalization;
using System.Net;
using System.Text;

namespace AccessContract.Pasting;

/// <summary>
/// Undoes what copying does to a text: invisible characters, typographic quotes, percent-encoding, escapes of JSON and
/// other languages, HTML entities. Nothing of that is a character of a token, so a token is never changed.
/// </summary>
internal static class PlainText
{
    // A text is encoded once or twice in practice: a URL in JSON in a log.
    private const int MaxRounds = 4;
    private const char Escape = '\u001b';

    public static string Of(string text)
    {
        var plain = Visible(text);
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = plain;
            if (plain.Contains('\\', StringComparison.Ordinal))
                plain = Unescape(plain);
            if (plain.Contains('%', StringComparison.Ordinal))
                plain = Uri.UnescapeDataString(plain);
            if (plain.Contains('&', StringComparison.Ordinal))
                plain = WebUtility.HtmlDecode(plain);
            if (plain.Equals(before, StringComparison.Ordinal))
                break;

            plain = Visible(plain);
        }

        return plain;
    }

    /// <summary>Whether the text is the content of a binary file rather than text.</summary>
    public static bool IsBinary(string text)
    {
        var strange = text.Count(c => c is '\0' or '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or Escape)));
        return strange > 0 && strange * 20 >= text.Length;
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == Escape)
                i = EndOfColor(text, i);
            else
                Append(visible, text[i]);
        }

        return visible.ToString();
    }

    private static void Append(StringBuilder visible, char c)
    {
        switch (c)
        {
            case '\n' or '\r' or '\t':
                visible.Append(c);
                break;
            case '\u0085' or '\u2028' or '\u2029':
                visible.Append('\n');
                break;
            case '…':
                visible.Append("...");
                break;
            case '“' or '”' or '„' or '‟' or '«' or '»' or '″':
                visible.Append('"');
                break;
            case '‘' or '’' or '‚' or '‛' or '‹' or '›' or '′':
                visible.Append('\'');
                break;
            case '‐' or '‑':
                visible.Append('-');
                break;
            case < '\u0080':
                if (!char.IsControl(c))
                    visible.Append(c);
                break;
            default:
                // Zero-width characters, byte order marks, soft hyphens and direction marks disappear.
                var category = char.GetUnicodeCategory(c);
                if (category == UnicodeCategory.SpaceSeparator)
                    visible.Append(' ');
                else if (category is not (UnicodeCategory.Format or UnicodeCategory.Control) && c is not (>= '\uFE00' and <= '\uFE0F'))
                    visible.Append(c);
                break;
        }
    }

    // A console's color: ESC [ 31 m.
    private static int EndOfColor(string text, int at)
    {
        if (at + 1 >= text.Length || text[at + 1] != '[')
            return at;

        var end = at + 2;
        while (end < text.Length && text[end] is (>= '0' and <= '9') or ';' or '?')
            end++;
        return Math.Min(end, text.Length - 1);
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            var next = text[i + 1];
            if (next is 'u' or 'x' && Hex(text, i + 2, next == 'u' ? 4 : 2) is { } code)
            {
                plain.Append(code);
                i += next == 'u' ? 5 : 3;
            }
            else if (next is '/' or '"' or '\'' or '\\' or 'n' or 'r' or 't')
            {
                plain.Append(next switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => next });
                i++;
            }
            else
            {
                plain.Append('\\');
            }
        }

        return plain.ToString();
    }

    private static char? Hex(string text, int at, int digits) =>
        at + digits <= text.Length
            && ushort.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
