using System.Diagnostics;
using System.Security.Claims;
using Portal.Tracing;

namespace Portal.Tests.Tracing;

public sealed class TraceStoreTests : IDisposable
{
    private readonly TraceStore _store = new(TimeProvider.System);
    private readonly ActivitySource _source = new($"{nameof(TraceStoreTests)} {Guid.NewGuid()}");
    private readonly ActivityListener _listener;

    public TraceStoreTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = found => found == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _store.Begin,
            ActivityStopped = _store.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public void Trace_is_listed_once_its_first_step_has_ended()
    {
        var first = _source.StartActivity("page")!;
        RequestTraces.SetOwner(first, User);
        var second = _source.StartActivity("backend")!;
        RequestTraces.SetOwner(second, User);

        second.Dispose();
        var running = _store.Of("a.t");
        first.Dispose();

        Assert.Empty(running);
        Assert.Equal(2, Assert.Single(_store.Of("a.t")).Count);
        Assert.NotNull(_store.Find("a.t", first.TraceId.ToHexString()));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    private static ClaimsPrincipal User => new(new ClaimsIdentity([new Claim("oid", "a"), new Claim("tid", "t")]));
}
