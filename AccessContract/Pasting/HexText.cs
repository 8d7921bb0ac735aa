using System.Text;
using System.Text.RegularExpressions;

namespace AccessContract.Pasting;

/// <summary>Reads bytes in hexadecimal: digits alone, or a dump with offsets, as Wireshark and xxd show it.</summary>
internal static partial class HexText
{
    private const int MinDigits = 80;
    private const int MinLines = 3;

    /// <summary>Null if the text is not hexadecimal.</summary>
    public static string? Read(string text)
    {
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (digits.Length < MinDigits)
            return null;
        if (!digits.All(char.IsAsciiHexDigit))
        {
            var lines = DumpLine().Matches(text);
            if (lines.Count < MinLines)
                return null;

            digits = string.Concat(lines.SelectMany(l => l.Groups["bytes"].Value).Where(char.IsAsciiHexDigit));
        }

        return digits.Length % 2 == 0 ? Encoding.UTF8.GetString(Convert.FromHexString(digits)) : null;
    }

    // The offset, up to sixteen bytes, and two spaces before their characters.
    [GeneratedRegex(
        @"^[ \t]*[0-9A-Fa-f]{4,8}:?[ \t]+(?<bytes>([0-9A-Fa-f]{2} ?){1,16})( |\r?$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DumpLine();
}
