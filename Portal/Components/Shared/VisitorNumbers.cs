using System.Globalization;
using System.Text;
using Portal.Contracts.Data;

namespace Portal.Components.Shared;

/// <summary>
/// Numbers in the format of a visitor, with Latin digits. For what people read and type on pages only: addresses, JSON and
/// files have one format. No digit is lost, because a number stays text.
/// </summary>
public sealed class VisitorNumbers
{
    private const string Minus = "−";
    private const string Point = ".";

    // Longer ones are not numbers to read, and grouping them would take long.
    private const int MaxDigits = 400;

    private readonly string _decimal;
    private readonly string _group;
    private readonly int[] _sizes;
    private readonly NumberFormatInfo _format;

    private VisitorNumbers(string decimalSeparator, string group, int[] sizes)
    {
        (_decimal, _group, _sizes) = (decimalSeparator, group, sizes);
        _format = new NumberFormatInfo
        {
            NumberDecimalSeparator = decimalSeparator,
            NumberGroupSeparator = group,
            NumberGroupSizes = sizes,
            NegativeSign = Minus,
        };
    }

    /// <summary>A narrow space between groups of three, unambiguous in every language.</summary>
    public static VisitorNumbers Neutral { get; } = new(Point, "\u202F", [3]);

    /// <summary>Neutral for cultures whose signs belong to other digits than the Latin ones.</summary>
    public static VisitorNumbers Of(CultureInfo culture)
    {
        var format = culture.NumberFormat;
        return format.NumberDecimalSeparator is Point or "," && format.NumberGroupSeparator is [var group]
            && (group is '.' or ',' || IsSpace(group) || IsApostrophe(group))
                ? new VisitorNumbers(format.NumberDecimalSeparator, format.NumberGroupSeparator, format.NumberGroupSizes)
                : Neutral;
    }

    public string Grouped(long number) => Exact(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>By a format such as <c>0.#</c>.</summary>
    public string Rounded(double number, string format) => number.ToString(format, _format);

    public string Milliseconds(double number) => Rounded(number, number < 10 ? "0.0" : "#,0") + " ms";

    /// <summary>Groups a number as JSON writes it, with all its decimals, and at least <paramref name="decimals"/>.</summary>
    public string Exact(string number, int? decimals = null)
    {
        var text = number;
        if (!NumberText.IsPlain(text))
        {
            // With an exponent.
            if (!NumberText.TryDecimal(text, out var read))
                return number;

            text = read.ToString(CultureInfo.InvariantCulture);
        }

        if (text.Length > MaxDigits)
            return number;

        var isNegative = text.StartsWith('-');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = text[(isNegative ? 1 : 0)..(point < 0 ? text.Length : point)];
        var fraction = (point < 0 ? "" : text[(point + 1)..]).PadRight(decimals ?? 0, '0');
        return (isNegative ? Minus : "") + Grouped(whole) + (fraction.Length == 0 ? "" : _decimal + fraction);
    }

    /// <summary>A number for an input: in the visitor's format, but not grouped. Other texts stay as they are.</summary>
    public string ForInput(string text) => NumberText.IsNumber(text) ? text.Replace(Point, _decimal, StringComparison.Ordinal) : text;

    /// <summary>Reads what a visitor typed, or copied from a page; null if it is not a number.</summary>
    /// <returns>The number with all its digits, as JSON writes it.</returns>
    public string? Read(string typed)
    {
        var text = typed.Trim().Replace(Minus, "-", StringComparison.Ordinal);
        var sign = text is ['+' or '-', ..] ? text[..1] : "";
        return (ReadUnsigned(text[sign.Length..]) ?? Neutral.ReadUnsigned(text[sign.Length..])) is { } number ? sign + number : null;
    }

    private string? ReadUnsigned(string text)
    {
        if (text is ['+' or '-', ..])
            return null;

        var at = text.IndexOf(_decimal, StringComparison.Ordinal);
        var whole = at < 0 ? text : text[..at];
        var number = Ungrouped(whole) + (at < 0 ? "" : Point + text[(at + 1)..]);
        return NumberText.IsNumber(number) ? number : null;
    }

    // Without separators that are where this format has them; others make it no number. No group follows a zero: 0.125 has
    // a decimal point also where groups are separated by points.
    private string Ungrouped(string whole)
    {
        var digits = string.Concat(whole.Where(char.IsAsciiDigit));
        var canBeGrouped = digits.Length is > 0 and <= MaxDigits && (digits[0] != '0' || digits == whole);
        return canBeGrouped && Alike(Grouped(digits)) == Alike(whole) ? digits : whole;
    }

    private string Grouped(string digits)
    {
        var grouped = new StringBuilder(digits);
        var at = digits.Length;
        for (var i = 0; ; i++)
        {
            var size = _sizes.Length == 0 ? 0 : _sizes[Math.Min(i, _sizes.Length - 1)];
            at -= size;
            if (size == 0 || at <= 0)
                return grouped.ToString();

            grouped.Insert(at, _group);
        }
    }

    // Keyboards have one space and one apostrophe.
    private static string Alike(string text) =>
        string.Concat(text.Select(c => IsSpace(c) ? ' ' : IsApostrophe(c) ? '\'' : c));

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u2009' or '\u202F';

    private static bool IsApostrophe(char c) => c is '\'' or '’';
}
