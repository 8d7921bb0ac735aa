namespace Portal.Benchmarks.Scale;

/// <summary>What a scenario needs, from the busiest minute of its day.</summary>
internal sealed class ScaleEstimate
{
    // Cores and memory that are planned to be used; the rest is for peaks within a minute and for a lost instance.
    private const double PlannedShare = 0.6;

    // The heap holds garbage between collections, and buffers outside it belong to each connection.
    private const double MemoryPerHeap = 1.6;
    private const double RedisOverhead = 1.3;
    private const int FewestInstances = 2;
    private const double Gigabyte = 1024.0 * 1024 * 1024;

    // Every open page looks at its session at this interval, and an instance that does not know the user asks the authority.
    private const double SecondsUntilChecked = 5;

    // What one page of an administrator requests from Microsoft Graph, and how many administrators there are.
    private const double GraphRequestsPerPage = 10;
    private const double UsersPerAdministrator = 1_000;

    private readonly ScaleScenario _scenario;
    private readonly ScaleDay _day;

    public ScaleEstimate(ScaleScenario scenario)
    {
        (_scenario, _day) = (scenario, new ScaleDay(scenario));
        var minutes = Enumerable.Range(0, _day.Open.Count).ToList();
        AuthorityAtPeak = minutes.Max(AuthorityPerSecond);
        AuthorityInRenewalWave = minutes.Skip(minutes.Count / 3).Max(AuthorityPerSecond);
        SignInsAtPeak = _day.SignIns.Max() / 60;
        BusyCores = minutes.Max(CpuPerSecond);
        RedisCommands = minutes.Max(RedisPerSecond);
    }

    public double SignInsAtPeak { get; }

    /// <summary>Token requests to the authority per second, in the busiest minute.</summary>
    public double AuthorityAtPeak { get; }

    /// <summary>The same when the tokens of those who signed in together end.</summary>
    public double AuthorityInRenewalWave { get; }

    /// <summary>Of one user with an open page, without sign-ins.</summary>
    public double AuthorityPerUserAndHour => (ChecksPerSecond(1) + (RequestsPerRenewal / (70 * 60))) * 3600;

    public double BusyCores { get; }

    public double MemoryOfCircuits => _scenario.OpenPages * ScaleFigures.HeapBytesPerCircuit * MemoryPerHeap;

    /// <summary>Enough for cores and memory when one of them is lost.</summary>
    public int Instances => Math.Max(
        FewestInstances,
        1 + (int)Math.Ceiling(Math.Max(
            BusyCores / (_scenario.CoresPerInstance * PlannedShare),
            MemoryOfCircuits / (_scenario.GigabytesPerInstance * Gigabyte * PlannedShare))));

    public double RedisCommands { get; }

    public double RedisBytesPerUser =>
        ScaleFigures.SessionBytes
        + ScaleFigures.SessionUseBytes
        + ScaleFigures.KeyListBytes
        + ScaleFigures.AccountBytes
        + (ScaleFigures.ExchangeBytes * _scenario.Apis * Exchanges)
        + (ScaleFigures.TokenBytesPerGroup * _scenario.Groups * (2 + (_scenario.Apis * Exchanges)))
        + (ScaleFigures.EntraBytesPerToken * (3 + (_scenario.Apis * Exchanges)));

    /// <summary>For all users who signed in on this day, and for the circuits of one lost instance.</summary>
    public double RedisBytes => RedisOverhead * (
        (_scenario.Users * _scenario.SignInShare * RedisBytesPerUser)
        + (_scenario.OpenPages / Instances * ScaleFigures.CircuitStateBytes));

    public double AuditRowsPerYear => _scenario.Users * _scenario.ChangesPerUserAndYear * 2;

    public double AuditBytesPerYear => AuditRowsPerYear * ScaleFigures.AuditRowBytes;

    public double GraphRequestsPer10Seconds =>
        Math.Max(1, _scenario.ActiveUsers / UsersPerAdministrator) * _scenario.ChangesPerMinute / 6 * GraphRequestsPerPage;

    public int SignalRUnits => (int)Math.Ceiling(_scenario.OpenPages / ScaleLimits.CircuitsPerSignalRUnit);

    /// <summary>Additional requests to the authority per second, after one instance was lost.</summary>
    public double AuthorityAfterFailover => _scenario.RevocationCheckSeconds == 0
        ? 0
        : _scenario.ActiveUsers / Instances / SecondsUntilChecked;

    /// <summary>
    /// Until the remaining instances have loaded the lost pages again: their number, divided by what the cores that are not
    /// busy can load.
    /// </summary>
    public double SecondsOfFailover
    {
        get
        {
            var spare = ((Instances - 1) * _scenario.CoresPerInstance) - BusyCores;
            return _scenario.OpenPages / Instances * ScaleFigures.PageLoadCpu / spare;
        }
    }

    // Each renewed token for the portal is a new one to exchange, which the cache stores next to the earlier ones.
    private double Exchanges => Math.Ceiling(_scenario.HoursOpen * 60 / 70);

    // One for the portal, and one exchange for each API.
    private double RequestsPerRenewal => 1 + _scenario.Apis;

    private double AuthorityPerSecond(int minute) =>
        ((_day.SignIns[minute] + _day.Renewals[minute]) * RequestsPerRenewal / 60) + ChecksPerSecond(_day.Open[minute]);

    private double ChecksPerSecond(double open) =>
        (_scenario.RevocationCheckSeconds == 0 ? 0 : open / _scenario.RevocationCheckSeconds) + WatchesPerSecond(open);

    private double WatchesPerSecond(double open) => _scenario.AccessWatchSeconds == 0
        ? 0
        : open * _scenario.PagesPerUser * _scenario.Apis / _scenario.AccessWatchSeconds;

    private double ChangesPerSecond(double open) => open * _scenario.PagesPerUser * _scenario.ChangesPerMinute / 60;

    private double CpuPerSecond(int minute)
    {
        var open = _day.Open[minute];
        return (ChangesPerSecond(open) * ScaleFigures.PageChangeCpu)
            + (AuthorityPerSecond(minute) * ScaleFigures.TokenExchangeCpu)
            + (WatchesPerSecond(open) * ScaleFigures.DataCallCpu)
            + (_day.SignIns[minute] / 60 * (ScaleFigures.SignInCpu + ScaleFigures.PageLoadCpu));
    }

    private double RedisPerSecond(int minute)
    {
        var open = _day.Open[minute];
        return (open * ScaleFigures.RedisCommandsPerOpenUser)
            + ChangesPerSecond(open) // Its rate limit.
            + (AuthorityPerSecond(minute) * ScaleFigures.RedisCommandsPerTokenRequest)
            + (_day.SignIns[minute] / 60 * ScaleFigures.RedisCommandsPerSignIn);
    }
}
