using System.Globalization;
using Portal.Components.Shared;

namespace Portal.Tests.Components;

public sealed class VisitorDatesTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 1, 14, 5, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("en-GB", "1 March 2026", "March 2026", "1 March 2026 13:05 UTC")]
    [InlineData("en-US", "March 1, 2026", "March 2026", "March 1, 2026 1:05 PM UTC")]
    [InlineData("de-DE", "1. März 2026", "März 2026", "1. März 2026 13:05 UTC")]
    [InlineData("fr-FR", "1 mars 2026", "mars 2026", "1 mars 2026 13:05 UTC")]
    [InlineData("ja-JP", "2026年3月1日", "2026年3月", "2026年3月1日 13:05 UTC")]
    [InlineData("th-TH", "1 March 2026", "March 2026", "1 March 2026 13:05 UTC")]
    [InlineData("fa-IR", "1 March 2026", "March 2026", "1 March 2026 13:05 UTC")]
    [InlineData("", "1 March 2026", "March 2026", "1 March 2026 13:05 UTC")]
    public void Dates_have_the_format_of_the_culture_if_its_calendar_is_Gregorian(string culture, string day, string month, string moment)
    {
        var dates = Of(culture);

        Assert.Equal(day, dates.Day(new DateOnly(2026, 3, 1)));
        Assert.Equal(month, dates.Month(new DateOnly(2026, 3, 31)));
        Assert.Equal(moment, dates.Moment(Moment).Replace('\u202F', ' '));
    }

    [Fact]
    public void Seconds_are_shown_if_there_are_any() =>
        Assert.Equal("1 March 2026 13:05:09 UTC", VisitorDates.Neutral.Moment(Moment.AddSeconds(9)));

    [Fact]
    public void Every_culture_writes_the_whole_date()
    {
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.AllCultures))
        {
            var day = VisitorDates.Of(culture).Day(new DateOnly(2026, 3, 17));

            Assert.True(
                day.Contains("17", StringComparison.Ordinal) && day.Contains("2026", StringComparison.Ordinal), $"{culture.Name}: {day}");
        }
    }

    private static VisitorDates Of(string culture) =>
        culture.Length == 0 ? VisitorDates.Neutral : VisitorDates.Of(CultureInfo.GetCultureInfo(culture));
}
