namespace AccessContract;

/// <summary>Formats durations for people to read, in one unit: "90 seconds", "3 days". Findings and checks use it.</summary>
public static class DurationText
{
    /// <summary>The duration without its sign.</summary>
    public static string Of(TimeSpan duration) => duration.Duration() switch
    {
        { TotalSeconds: < 1.5 } => "1 second",
        { TotalSeconds: < 120 } span => $"{span.TotalSeconds:0} seconds",
        { TotalMinutes: < 120 } span => $"{(int)span.TotalMinutes} minutes",
        { TotalHours: < 48 } span => $"{(int)span.TotalHours} hours",
        { TotalDays: < 730 } span => $"{(int)span.TotalDays} days",
        var span => $"{(int)(span.TotalDays / 365)} years",
    };

    /// <summary>The distance from now: "in 5 minutes", "3 days ago".</summary>
    /// <param name="distance">Positive in the future, negative in the past.</param>
    public static string FromNow(TimeSpan distance) =>
        distance >= TimeSpan.Zero ? $"in {Of(distance)}" : $"{Of(distance)} ago";
}
