using System.Globalization;

namespace Portal.Contracts.Data;

/// <summary>
/// The period that a value is compared with: for a year the one before, for a month the same month a year before, and for a
/// day the same weekday a week before.
/// </summary>
public static class EarlierPeriod
{
    private const int Week = 7;
    private const string DayFormat = "yyyy-MM-dd";
    private const string MonthFormat = "yyyy-MM";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    private static readonly string[] Formats = [DayFormat, MonthFormat, "yyyy"];

    /// <param name="period">One of <see cref="GroupPeriods"/>.</param>
    public static string Words(string period) => period == GroupPeriods.Day ? "a week before" : "a year before";

    /// <summary>
    /// The first day of the period that <paramref name="key"/> names: <c>2026</c>, <c>2026-03</c> or a day; null if it is none.
    /// </summary>
    public static DateOnly? FirstDay(string key, string period)
    {
        if (!DateOnly.TryParseExact(CalendarDay.Of(key) ?? key, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;

        return period switch
        {
            GroupPeriods.Year => new DateOnly(day.Year, 1, 1),
            GroupPeriods.Month => new DateOnly(day.Year, day.Month, 1),
            _ => key.Length >= DayFormat.Length ? day : null,
        };
    }

    /// <summary>The name of a period: <c>2026</c>, <c>2026-03</c> or its day.</summary>
    public static string KeyOf(DateOnly first, string period) => first.ToString(
        period switch { GroupPeriods.Year => "yyyy", GroupPeriods.Month => MonthFormat, _ => DayFormat }, CultureInfo.InvariantCulture);

    /// <summary>The first day of the period after that of <paramref name="first"/>; null after the last one of the calendar.</summary>
    public static DateOnly? After(DateOnly first, string period) => period switch
    {
        _ when first.Year == DateOnly.MaxValue.Year => null,
        GroupPeriods.Year => first.AddYears(1),
        GroupPeriods.Month => first.AddMonths(1),
        _ => first.AddDays(1),
    };

    /// <summary>The first day of the period to compare with.</summary>
    public static DateOnly? Of(DateOnly first, string period) =>
        Before(first.ToDateTime(TimeOnly.MinValue), period) is { } before ? DateOnly.FromDateTime(before) : null;

    /// <summary>
    /// The filters one period earlier, so that an earlier value is of the same part of its period. Null if no filter is on
    /// the column that groups: then all periods are in the result.
    /// </summary>
    public static IReadOnlyList<DataFilter>? Filters(DataView view, DataGroups groups, IReadOnlyList<DataFilter> filters)
    {
        var by = view.Columns.FirstOrDefault(c => c.Name == groups.By);
        if (by is null || groups.PeriodIn(view) is not { } period || !filters.Any(f => f.Column == by.Name))
            return null;

        var moved = new List<DataFilter>();
        foreach (var filter in filters)
        {
            var values = filter.Column == by.Name ? filter.Values.Select(value => Before(value, by, period)).ToList() : [.. filter.Values];
            if (values.OfType<string>().ToList() is var known && known.Count < values.Count)
                return null;

            moved.Add(filter with { Values = known });
        }

        return moved;
    }

    /// <summary>Whether a filter may leave out a part of a year or month.</summary>
    public static bool IsCut(DataView view, DataGroups groups, IReadOnlyList<DataFilter> filters)
    {
        var by = view.Columns.FirstOrDefault(c => c.Name == groups.By);
        return by is { IsMonth: false } && groups.PeriodIn(view) is { } period and not GroupPeriods.Day
            && filters.Any(f => f.Column == by.Name && !f.Values.All(value => IsWhole(value, f.Operator, period)));
    }

    private static bool IsWhole(string value, string filter, string period)
    {
        if (TimeOf(value) is not { } time)
            return false;

        // The last moment of a period is as good as the first one of the next.
        var edge = filter switch
        {
            FilterOperators.GreaterOrEqual or FilterOperators.Less => time,
            FilterOperators.Greater or FilterOperators.LessOrEqual when time < DateTime.MaxValue.Date =>
                value.Length > DayFormat.Length ? time.AddSeconds(1) : time.AddDays(1),
            _ => DateTime.MaxValue,
        };
        return edge.TimeOfDay < TimeSpan.FromSeconds(1) && edge.Day == 1 && (period == GroupPeriods.Month || edge.Month == 1);
    }

    private static string? Before(string value, DataColumn by, string period) =>
        TimeOf(value) is { } time && Before(time, period) is { } before
            ? before.ToString(
                by.Type == ColumnTypes.Time ? TimeFormat : value.Length == MonthFormat.Length ? MonthFormat : DayFormat,
                CultureInfo.InvariantCulture)
            : null;

    // The last day of February stays the last one.
    private static DateTime? Before(DateTime time, string period)
    {
        if (time.Year < 2)
            return null;
        if (period == GroupPeriods.Day)
            return time.AddDays(-Week);

        var before = time.AddYears(-1);
        return time is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(time.Year) && DateTime.IsLeapYear(before.Year)
            ? before.AddDays(1)
            : before;
    }

    private static DateTime? TimeOf(string value) =>
        DateTime.TryParseExact(value.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.UtcDateTime
        : null;
}
