namespace Portal.Benchmarks.Scale;

/// <summary>What is assumed about users and settings. Every value is an option of the command.</summary>
internal sealed record ScaleScenario
{
    public required double Users { get; init; }

    /// <summary>The share of all users that have a page open in the busiest minute.</summary>
    public double ActiveShare { get; init; } = 0.10;

    /// <summary>The share of all users that sign in on a day.</summary>
    public double SignInShare { get; init; } = 0.40;

    /// <summary>The share of a day's sign-ins that belong to the wave at nine o'clock.</summary>
    public double WaveShare { get; init; } = 0.60;

    /// <summary>How long the wave takes. In its middle, twice as many sign in as on average.</summary>
    public int WaveMinutes { get; init; } = 30;

    public double PagesPerUser { get; init; } = 1.2;

    /// <summary>Page changes, filters and other actions that load data, per open page.</summary>
    public double ChangesPerMinute { get; init; } = 2;

    /// <summary>For how many hours a user keeps a page open.</summary>
    public double HoursOpen { get; init; } = 3;

    public int Apis { get; init; } = 1;

    /// <summary>Groups and roles in a user's tokens.</summary>
    public int Groups { get; init; } = 5;

    /// <summary><c>Session:RevocationCheckSeconds</c>; 0: never.</summary>
    public double RevocationCheckSeconds { get; init; } = 45;

    /// <summary><c>AccessWatch:Seconds</c>; 0: never.</summary>
    public double AccessWatchSeconds { get; init; } = 45;

    /// <summary>Role and consent changes in a year, per user. Each is two rows: before and after.</summary>
    public double ChangesPerUserAndYear { get; init; } = 4;

    public double CoresPerInstance { get; init; } = 4;

    public double GigabytesPerInstance { get; init; } = 16;

    public double ActiveUsers => Users * ActiveShare;

    public double OpenPages => ActiveUsers * PagesPerUser;
}
