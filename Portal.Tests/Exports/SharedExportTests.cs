using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Portal.Exports;
using Portal.Tests.Support;

namespace Portal.Tests.Exports;

/// <summary>An export whose page is on another instance than the one that sends the file.</summary>
public sealed class SharedExportTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private static readonly ClaimsPrincipal User = SessionCookie.Alice;

    private RunningExports Page => portals.FirstServices.GetRequiredService<RunningExports>();

    private RunningExports Sender => portals.SecondServices.GetRequiredService<RunningExports>();

    [Fact]
    public async Task The_page_shows_the_progress_and_the_outcome()
    {
        var id = Guid.NewGuid();
        var shown = Page.Expect(User, id);
        Assert.True(Sender.TryBegin(User, id, out var sent, out _));
        sent.Expect(total: 2, countBound: null);
        sent.Wrote(truncated: 0);

        await UntilAsync(() => shown is { State: ExportState.Running, Rows: 1, Total: 2 });
        Assert.Equal((0, 1), (Page.Running, Sender.Running));

        sent.Wrote(truncated: 1);
        sent.Finish();
        await UntilAsync(() => shown is { State: ExportState.Done, Rows: 2, Truncated: 1 });
        Assert.DoesNotContain($"{id}", await portals.DumpAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_page_cancels_the_download()
    {
        var id = Guid.NewGuid();
        var shown = Page.Expect(User, id);
        Assert.True(Sender.TryBegin(User, id, out var sent, out _));
        await UntilAsync(() => shown.State == ExportState.Running);

        shown.Cancel();

        await UntilAsync(() => sent.State == ExportState.Cancelled);
    }

    [Fact]
    public async Task The_page_cancels_the_download_before_it_knows_its_progress()
    {
        var id = Guid.NewGuid();
        Assert.True(Sender.TryBegin(User, id, out var sent, out _));

        Page.Expect(User, id).Cancel();

        await UntilAsync(() => sent.State == ExportState.Cancelled);
    }

    [Fact]
    public async Task The_export_of_another_user_is_not_followed()
    {
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        var foreign = Page.Expect(SessionCookie.Bob, id);
        var own = Page.Expect(User, other);
        Assert.True(Sender.TryBegin(User, id, out var sent, out _));
        Assert.True(Sender.TryBegin(User, other, out var following, out _));

        await UntilAsync(() => own.State == ExportState.Running);

        Assert.Equal(ExportState.Waiting, foreign.State);
        foreign.Cancel();
        Assert.Equal(ExportState.Running, sent.State);
        sent.Finish();
        following.Finish();
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isReached())
            await timer.WaitForNextTickAsync(timeout.Token);
    }
}
