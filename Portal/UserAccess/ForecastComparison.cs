namespace Portal.UserAccess;

/// <summary>A forecast beside the real token, in sentences.</summary>
public static class ForecastComparison
{
    /// <summary>Empty when the token carries exactly the roles that were forecast.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> forecast, IReadOnlyList<string> carried) =>
    [
        .. Only(forecast, carried).Select(role =>
            $"{role}: the directory gives it, and the token does not carry it. What was assigned moments ago can take some minutes to reach tokens."),
        .. Only(carried, forecast).Select(role =>
            $"{role}: the token carries it, and the directory does not give it. It was taken away a moment ago, or comes from more groups than were read."),
    ];

    /// <summary>What an earlier token had otherwise; null when nothing.</summary>
    public static string? Before(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (lost, gained) = (Only(before, now).ToList(), Only(now, before).ToList());
        if (lost.Count + gained.Count == 0)
            return null;

        var had = lost.Count > 0 ? $"still had {string.Join(", ", lost)}" : "";
        var lacked = gained.Count > 0 ? $"did not have {string.Join(", ", gained)} yet" : "";
        return $"The token that the portal used until now was from before the change: it {had}{(lost.Count > 0 && gained.Count > 0 ? " and " : "")}{lacked}. "
            + "It has been replaced.";
    }

    private static IEnumerable<string> Only(IReadOnlyList<string> these, IReadOnlyList<string> those) =>
        these.Except(those, StringComparer.Ordinal);
}
