using System.Diagnostics.Metrics;

namespace Portal.Metrics;

/// <summary>
/// What the portal counts and measures about itself; docs/telemetry.md lists the instruments. While nobody collects them,
/// recording costs a few nanoseconds, and it never allocates.
/// </summary>
internal sealed class PortalMetrics
{
    public const string MeterName = "OnBehalfOfPortal";

    private const string Api = "portal.api";
    private const string Outcome = "portal.outcome";
    private const string ProblemCode = "portal.problem.code";
    private const string OwnApi = "Portal";
    private const string FailedEntry = "failed";

    // As the semantic conventions recommend for durations of HTTP requests.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private readonly Histogram<double> _tokenRequests;
    private readonly Counter<long> _tokenLookups;
    private readonly Histogram<double> _calls;
    private readonly Counter<long> _problems;
    private readonly Counter<long> _auditEntries;
    private readonly Counter<long> _refusedCircuits;

    public PortalMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _tokenRequests = Meter.CreateHistogram(
            "portal.token.request.duration",
            "s",
            "Duration of requests to the token endpoint of the identity provider, including the retries.",
            advice: Seconds);
        _tokenLookups = Meter.CreateCounter<long>(
            "portal.token.cache.lookups", "{lookup}", "Lookups of users' tokens in memory.");
        _calls = Meter.CreateHistogram(
            "portal.downstream.call.duration",
            "s",
            "Duration of calls to downstream APIs until the headers of the response, including the retries.",
            advice: Seconds);
        _problems = Meter.CreateCounter<long>("portal.problems", "{problem}", "Problem responses of the portal's API.");
        _auditEntries = Meter.CreateCounter<long>("portal.audit.entries", "{entry}", "Entries for the audit log.");
        _refusedCircuits = Meter.CreateCounter<long>(
            "portal.circuits.refused", "{circuit}", "Circuits that were not started: their user has too many, or memory is short.");
    }

    /// <summary>For instruments that read a state when they are collected.</summary>
    public Meter Meter { get; }

    public void TokenRequested(string grant, string outcome, TimeSpan duration) =>
        _tokenRequests.Record(duration.TotalSeconds, new("portal.token.grant", grant), new(Outcome, outcome));

    public void TokenLookedUp(bool isHit) => _tokenLookups.Add(1, new KeyValuePair<string, object?>(Outcome, isHit ? "hit" : "miss"));

    public void CallEnded(string api, string outcome, TimeSpan duration) =>
        _calls.Record(duration.TotalSeconds, new(Api, api), new(Outcome, outcome));

    /// <param name="code">One of the codes of <c>ProblemCodes</c>.</param>
    /// <param name="api">The downstream API that it is about; null if it is about the portal.</param>
    public void ProblemReturned(string code, string? api) =>
        _problems.Add(1, new(ProblemCode, code), new(Api, api ?? OwnApi));

    public void AuditEntryAppended(bool isWritten) =>
        _auditEntries.Add(1, new KeyValuePair<string, object?>(Outcome, isWritten ? "written" : FailedEntry));

    public void CircuitRefused() => _refusedCircuits.Add(1);

    /// <summary>
    /// Starts the series of failures that are alerts at their first occurrence: increase() needs an earlier value.
    /// </summary>
    /// <param name="problemCode">The code of such a problem.</param>
    public void StartAtZero(string problemCode)
    {
        _problems.Add(0, new(ProblemCode, problemCode), new(Api, OwnApi));
        _auditEntries.Add(0, new KeyValuePair<string, object?>(Outcome, FailedEntry));
    }
}
