using System.Globalization;

namespace Portal.Components.Shared;

/// <summary>
/// Dates in the format of a visitor, with the name of the month. For texts of the server: elements of a page show times by
/// <c>local-time</c>, in the visitor's time zone.
/// </summary>
public sealed class VisitorDates
{
    private const string DayOfWeek = "ddd";

    private readonly DateTimeFormatInfo _format;
    private readonly string _day;

    private VisitorDates(DateTimeFormatInfo format, string day) => (_format, _day) = (format, day);

    /// <summary>Such as 1 March 2026, unambiguous in every culture.</summary>
    public static VisitorDates Neutral { get; } = Make();

    /// <summary>Neutral for cultures with another calendar, or without a format that has no day of the week.</summary>
    public static VisitorDates Of(CultureInfo culture)
    {
        var format = culture.DateTimeFormat;
        return format.Calendar is GregorianCalendar
            && format.GetAllDateTimePatterns('D').FirstOrDefault(p => !p.Contains(DayOfWeek, StringComparison.Ordinal)) is { } day
                ? new VisitorDates(format, day)
                : Neutral;
    }

    public string Day(DateOnly day) => day.ToString(_day, _format);

    /// <param name="day">Any day of the month.</param>
    public string Month(DateOnly day) => day.ToString(_format.YearMonthPattern, _format);

    /// <summary>The date and the time in UTC, to the second if it has seconds.</summary>
    public string Moment(DateTimeOffset moment)
    {
        var time = moment.UtcDateTime;
        var clock = time.ToString(time.Second == 0 ? _format.ShortTimePattern : _format.LongTimePattern, _format);
        return $"{Day(DateOnly.FromDateTime(time))} {clock} UTC";
    }

    private static VisitorDates Make()
    {
        var format = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        (format.YearMonthPattern, format.ShortTimePattern) = ("MMMM yyyy", "HH:mm");
        return new VisitorDates(format, "d MMMM yyyy");
    }
}
