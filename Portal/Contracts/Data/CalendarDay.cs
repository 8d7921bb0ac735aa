using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Data;

/// <summary>
/// The day of a date column, <c>2026-01-31</c>. Some APIs write it as midnight, often with a time zone: the day is the one
/// that is written, wherever the reader is.
/// </summary>
public static partial class CalendarDay
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Null if the text is not a day, or has a time other than midnight.</summary>
    public static string? Of(string text) =>
        text.Length >= Format.Length
        && DateOnly.TryParseExact(text.AsSpan(0, Format.Length), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && (text.Length == Format.Length || Midnight().IsMatch(text, Format.Length))
            ? text[..Format.Length]
            : null;

    [GeneratedRegex(@"\G[T ]00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Midnight();
}
