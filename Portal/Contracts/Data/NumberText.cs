using System.Globalization;

namespace Portal.Contracts.Data;

/// <summary>Numbers as texts: of any length, and never through a type that would round them.</summary>
public static class NumberText
{
    // Significant digits and decimals that a decimal is sure to hold.
    private const int MaxDecimalDigits = 28;

    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Without an exponent.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        var point = digits.IndexOf('.');
        return point < 0
            ? IsDigits(digits) && digits.Length > 0
            : digits.Length > 1 && IsDigits(digits[..point]) && IsDigits(digits[(point + 1)..]);
    }

    /// <summary>As JSON writes it, without an exponent: no plus sign and no leading zero, which would be lost.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        return digits is ['0'] or ['0', '.', ..] or [>= '1' and <= '9', ..] && digits[^1] != '.' && IsNumber(digits);
    }

    /// <summary>Reads a number as JSON writes it; false if a decimal would change it.</summary>
    public static bool TryDecimal(string text, out decimal number)
    {
        var exponent = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? text : text.AsSpan(0, exponent);
        var power = 0;
        number = 0;
        if (exponent >= 0
            && !int.TryParse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            return false;
        }

        var digits = mantissa.Length - mantissa.Count('.') - mantissa.Count('-') - mantissa.Count('+');
        return digits - (long)Math.Min(0, power) <= MaxDecimalDigits
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
