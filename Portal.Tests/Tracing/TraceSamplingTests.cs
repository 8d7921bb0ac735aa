using System.Diagnostics;
using Portal.Tracing;

namespace Portal.Tests.Tracing;

public sealed class TraceSamplingTests : IDisposable
{
    private readonly TraceStore _store = new(TimeProvider.System);
    private readonly TraceSampling _sampling;
    private readonly ActivitySource _source = new($"{nameof(TraceSamplingTests)} {Guid.NewGuid()}");
    private readonly ActivityListener _listener;

    public TraceSamplingTests()
    {
        _sampling = new TraceSampling(_store);
        _listener = new ActivityListener
        {
            ShouldListenTo = found => found == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _store.Begin,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public void INJ_08_Of_very_many_requests_of_other_callers_some_are_recorded()
    {
        var recorded = Enumerable.Range(0, 20 * TraceSampling.AtOnce).Count(_ => _sampling.Wants(ActivityTraceId.CreateRandom()));

        // The first ones, and what a slow machine replenishes meanwhile.
        Assert.InRange(recorded, TraceSampling.AtOnce, 10 * TraceSampling.AtOnce);
    }

    [Fact]
    public void Request_of_a_page_is_always_recorded()
    {
        while (_sampling.Wants(ActivityTraceId.CreateRandom()))
        {
            // Uses up what other callers may record.
        }

        using var page = _source.StartActivity("page");

        Assert.True(_sampling.Wants(page!.TraceId));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
        _sampling.Dispose();
    }
}
