namespace AccessContract;

/// <summary>Formats durations in one unit, for people to read.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 1.5 } => "1 second",
        { TotalSeconds: < 120 } s => $"{s.TotalSeconds:0} seconds",
        { TotalMinutes: < 120 } s => $"{(int)s.TotalMinutes} minutes",
        { TotalHours: < 48 } s => $"{(int)s.TotalHours} hours",
        { TotalDays: < 730 } s => $"{(int)s.TotalDays} days",
        var s => $"{(int)(s.TotalDays / 365)} years",
    };
}
