namespace Portal.Benchmarks.Scale;

/// <summary>
/// A morning, minute by minute, from one hour before the wave of sign-ins to six hours after: who signs in, who has a page
/// open, and whose tokens are renewed. The numbers are expected values, so that each run gives the same result.
/// </summary>
internal sealed class ScaleDay
{
    private const int Minutes = 7 * 60;
    private const int MinutesBeforeWave = 60;

    // Entra issues access tokens for 60 to 90 minutes, and the portal renews them five minutes earlier.
    private const int FirstRenewal = 55;
    private const int LastRenewal = 85;

    private readonly double[] _signIns = new double[Minutes];
    private readonly double[] _open = new double[Minutes];
    private readonly double[] _renewals = new double[Minutes];

    public ScaleDay(ScaleScenario scenario)
    {
        var ofWave = scenario.Users * scenario.SignInShare * scenario.WaveShare;
        var others = scenario.Users * scenario.SignInShare * (1 - scenario.WaveShare) / (Minutes - MinutesBeforeWave);

        // Some of those who sign in close their pages again, so that no more than the active users have one open.
        var staying = Math.Min(1, scenario.ActiveUsers / ofWave);
        var wave = Wave(scenario.WaveMinutes);
        var arrived = 0.0;
        for (var minute = 0; minute < Minutes; minute++)
        {
            var share = wave(minute - MinutesBeforeWave);
            arrived += share;
            _signIns[minute] = (ofWave * share) + (minute < MinutesBeforeWave ? 0 : others);
            _open[minute] = Math.Min(scenario.ActiveUsers, ofWave * staying * arrived);
            AddRenewals(minute, (ofWave * staying * share) + _renewals[minute]);
        }
    }

    /// <summary>Sign-ins per minute.</summary>
    public IReadOnlyList<double> SignIns => _signIns;

    /// <summary>Users with an open page.</summary>
    public IReadOnlyList<double> Open => _open;

    /// <summary>Users whose tokens are renewed, per minute.</summary>
    public IReadOnlyList<double> Renewals => _renewals;

    // The tokens of those who signed in together end within half an hour: a lower and longer wave.
    private void AddRenewals(int minute, double tokens)
    {
        for (var later = minute + FirstRenewal; later <= minute + LastRenewal && later < Minutes; later++)
            _renewals[later] += tokens / (LastRenewal - FirstRenewal + 1);
    }

    // A triangle, normalized so that the minutes add up to 1.
    private static Func<int, double> Wave(int length)
    {
        var heights = Enumerable.Range(0, length).Select(m => (length / 2.0) - Math.Abs(m + 0.5 - (length / 2.0))).ToList();
        var sum = heights.Sum();
        return minute => minute >= 0 && minute < length ? heights[minute] / sum : 0;
    }
}
