using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Contracts.Data;

namespace Portal.Exports.Formats;

/// <summary>Reads times of day and durations whose length is certain: a month has no certain one.</summary>
internal static partial class TimeText
{
    private const int MaxFraction = 7;

    private static readonly string[] TimesOfDay = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <param name="text">As the API wrote it.</param>
    /// <param name="type"><see cref="ColumnTypes.TimeOfDay"/> or <see cref="ColumnTypes.Duration"/>.</param>
    /// <returns>Null for any other text, such as a time with an offset.</returns>
    public static TimeSpan? Read(string text, string type) => type == ColumnTypes.TimeOfDay
        ? TimeOnly.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToTimeSpan()
            : null
        : text.Contains(':', StringComparison.Ordinal)
            ? TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null
            : OfParts(text);

    // ISO 8601, as OpenAPI's "duration" and OData's Edm.Duration are written.
    private static TimeSpan? OfParts(string text)
    {
        var match = Duration().Match(text);
        if (!match.Success || text[^1] is 'P' or 'T')
            return null;

        var fraction = match.Groups["fraction"].Value.TrimEnd('0');
        if (fraction.Length > MaxFraction)
            return null;

        var seconds = (((((Part("weeks") * 7) + Part("days")) * 24) + Part("hours")) * 3600) + (Part("minutes") * 60) + Part("seconds");
        var ticks = (seconds * TimeSpan.TicksPerSecond)
            + (fraction.Length == 0 ? 0 : decimal.Parse("0." + fraction, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond);
        return ticks > long.MaxValue ? null : TimeSpan.FromTicks((long)(match.Groups["sign"].Value == "-" ? -ticks : ticks));

        decimal Part(string name) =>
            match.Groups[name] is { Success: true } group ? decimal.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(
        @"^(?<sign>[+-]?)P((?<weeks>\d{1,9})W)?((?<days>\d{1,9})D)?(T((?<hours>\d{1,9})H)?((?<minutes>\d{1,9})M)?"
            + @"((?<seconds>\d{1,12})(\.(?<fraction>\d+))?S)?)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
