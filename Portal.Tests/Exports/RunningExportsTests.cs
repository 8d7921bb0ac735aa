using Microsoft.Extensions.Time.Testing;
using Portal.Exports;

namespace Portal.Tests.Exports;

public sealed class RunningExportsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunningExports _running;
    private readonly Guid _id = Guid.NewGuid();

    public RunningExportsTests() => _running = new RunningExports(_time);

    [Fact]
    public void Page_and_download_share_one_export()
    {
        var expected = _running.Expect(ExportFixture.User("alice"), _id);

        Assert.True(_running.TryBegin(ExportFixture.User("alice"), _id, out var begun, out _));
        Assert.Same(expected, begun);
        Assert.Same(expected, _running.Expect(ExportFixture.User("alice"), _id));
    }

    [Fact]
    public void Export_that_the_browser_never_fetches_fails()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        _time.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal((ExportState.Failed, ExportProblems.NotFetched()), (export.State, export.Problem));
    }

    [Fact]
    public void Export_that_runs_longer_than_an_hour_is_stopped()
    {
        _running.TryBegin(ExportFixture.User("alice"), _id, out var export, out _);

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(ExportState.Running, export!.State);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal((ExportState.Failed, ExportProblems.TooLong()), (export.State, export.Problem));
        Assert.True(export.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public void Ended_export_is_forgotten_after_ten_minutes()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);
        export.Cancel();

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Same(export, _running.Expect(ExportFixture.User("alice"), _id));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.NotSame(export, _running.Expect(ExportFixture.User("alice"), _id));
    }

    [Fact]
    public void Cancelled_export_cannot_finish()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        export.Cancel();
        export.Finish();

        Assert.Equal(ExportState.Cancelled, export.State);
    }

    [Fact]
    public void Cancelled_export_does_not_begin_and_is_not_followed()
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);
        export.Cancel();

        Assert.False(export.Begin());
        export.Follow(new ExportProgress(ExportState.Running, 1, null, false, 0, null, _time.GetUtcNow()));

        Assert.Equal((ExportState.Cancelled, 0L, false), (export.State, export.Rows, export.IsElsewhere));
    }

    [Theory]
    [InlineData(2000L, 10_001L, 2000L, false)]
    [InlineData(10_001L, 10_001L, 10_000L, true)]
    [InlineData(50_000L, null, 50_000L, false)]
    [InlineData(null, 10_001L, null, false)]
    public void Total_is_a_minimum_if_the_api_stopped_counting(long? count, long? bound, long? total, bool isLeast)
    {
        var export = _running.Expect(ExportFixture.User("alice"), _id);

        export.Expect(count, bound);

        Assert.Equal((total, isLeast), (export.Total, export.TotalIsMinimum));
    }
}
