using System.Globalization;
using Portal.Components.Shared;

namespace Portal.Components.Data;

/// <summary>Months, which APIs write as their first day or without a day.</summary>
internal static class MonthText
{
    private const string FirstDay = "-01";
    private const string Format = "yyyy-MM";

    /// <summary><c>2026-03</c> of <c>2026-03-01</c> or <c>2026-03</c>, which is how the browser wants it; null for anything else.</summary>
    public static string? Of(string text)
    {
        var month = text.Length == Format.Length + FirstDay.Length && text.EndsWith(FirstDay, StringComparison.Ordinal)
            ? text[..Format.Length]
            : text;
        return DateOnly.TryParseExact(month, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? month : null;
    }

    /// <summary><c>March 2026</c>.</summary>
    /// <param name="month">As <see cref="Of"/> returns it.</param>
    public static string Name(string month, VisitorDates dates) =>
        dates.Month(DateOnly.ParseExact(month, Format, CultureInfo.InvariantCulture));

    /// <summary>The day that stands for a month in filters.</summary>
    public static string Day(string month) => month + FirstDay;
}
