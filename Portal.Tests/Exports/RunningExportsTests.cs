using Microsoft.Extensions.Time.Testing;
using Portal.Contracts;
using Portal.Exports;

namespace Portal.Tests.Exports;

public sealed class RunningExportsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunningExports _running;
    private readonly Guid _id = Guid.NewGuid();

    public RunningExportsTests() => _running = new RunningExports(_time);

    [Fact]
    public void Whoever_comes_first_both_mean_the_same_export()
    {
        var expected = _running.Expect(ExportFixture.User("alice"), _id);

        Assert.True(_running.TryBegin(ExportFixture.User("alice"), _id, out var begun, out _));
        Assert.Same(expected, begun);
        Assert.Same(expected, _running.Expect(ExportFixture.User("alice"), _id));
    }

    [Fact]
    public void What_the_browser_never_fetches_fails_in_words()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        _time.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal((ExportState.Failed, "The browser did not fetch the file"), (export.State, export.Problem!.Title));
    }

    [Fact]
    public void What_runs_for_an_hour_is_stopped()
    {
        _running.TryBegin(ExportFixture.User("alice"), _id, out var export, out _);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(ExportState.Running, export!.State);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ProblemCodes.PortalUnavailable, export.Problem!.Code);
        Assert.True(export.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void What_is_over_is_forgotten_after_a_while()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);
        export.Cancel();

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Same(export, _running.Expect(ExportFixture.User("alice"), _id));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.NotSame(export, _running.Expect(ExportFixture.User("alice"), _id));
    }

    [Fact]
    public void First_end_counts()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        export.Cancel();
        export.Finish();

        Assert.Equal(ExportState.Cancelled, export.State);
    }

    [Theory]
    [InlineData(2000L, 10_001L, 2000L, false)]
    [InlineData(10_001L, 10_001L, 10_000L, true)]
    [InlineData(50_000L, null, 50_000L, false)]
    [InlineData(null, 10_001L, null, false)]
    public void Count_that_stopped_is_a_least(long? count, long? bound, long? total, bool isLeast)
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        export.Expect(count, bound);

        Assert.Equal((total, isLeast), (export.Total, export.TotalIsLeast));
    }
}
