namespace Portal.UserAccess;

/// <summary>Describes how a real token differs from the forecast.</summary>
public static class ForecastComparison
{
    /// <summary>Empty if the token has exactly the roles of the forecast.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> forecast, IReadOnlyList<string> actual) =>
    [
        .. Only(forecast, actual).Select(role =>
            $"{role}: assigned in the directory, but not in the token. A new assignment can take a few minutes to appear in tokens; other reasons are not known here."),
        .. Only(actual, forecast).Select(role =>
            $"{role}: in the token, but not assigned in the directory. It may have been removed a moment ago, or come from a "
                + "group that was not read."),
    ];

    /// <summary>How the token used until now differed; null if it did not.</summary>
    public static string? Before(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (lost, gained) = (Only(before, now).ToList(), Only(now, before).ToList());
        if (lost.Count + gained.Count == 0)
            return null;

        var had = lost.Count > 0 ? $"still had {string.Join(", ", lost)}" : "";
        var lacked = gained.Count > 0 ? $"did not have {string.Join(", ", gained)} yet" : "";
        return $"The token that the portal used until now was issued with other roles: it {had}{(lost.Count > 0 && gained.Count > 0 ? " and " : "")}{lacked}. "
            + "It has been replaced.";
    }

    private static IEnumerable<string> Only(IReadOnlyList<string> first, IReadOnlyList<string> second) =>
        first.Except(second, StringComparer.Ordinal);
}
