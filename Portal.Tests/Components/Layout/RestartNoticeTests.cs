using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Layout;

namespace Portal.Tests.Components.Layout;

public sealed class RestartNoticeTests : ComponentTest
{
    [Fact]
    public async Task FLT_25_open_pages_say_that_the_portal_restarts_before_it_stops()
    {
        var notice = Render<RestartNotice>();
        await Services.GetRequiredService<StopNotice>().StartedAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal("", TextOf(notice));

        Lifetime.StopApplication();

        Assert.Contains(RestartNotice.Text, TextOf(notice), StringComparison.Ordinal);
        Assert.Single(notice.FindAll("[data-restarting]"));
    }

    [Fact]
    public async Task FLT_25_a_closed_page_does_not_delay_the_stop()
    {
        var notice = Render<RestartNotice>();
        await Services.GetRequiredService<StopNotice>().StartedAsync(Xunit.TestContext.Current.CancellationToken);
        notice.Instance.Dispose();

        Lifetime.StopApplication();

        Assert.True(Lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.DoesNotContain(RestartNotice.Text, TextOf(notice), StringComparison.Ordinal);
    }
}
