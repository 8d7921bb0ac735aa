namespace Portal.Components.Tokens;

/// <summary>How far away a moment is, as people say it.</summary>
internal static class RelativeTime
{
    /// <param name="distance">Positive ahead, negative past.</param>
    public static string Words(TimeSpan distance) =>
        distance >= TimeSpan.Zero ? $"in {Span(distance)}" : $"{Span(-distance)} ago";

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => "less than a minute",
        { TotalMinutes: < 120 } => Count((int)span.TotalMinutes, "minute"),
        { TotalHours: < 48 } => Count((int)span.TotalHours, "hour"),
        { TotalDays: < 730 } => Count((int)span.TotalDays, "day"),
        _ => Count((int)(span.TotalDays / 365), "year"),
    };

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";
}
