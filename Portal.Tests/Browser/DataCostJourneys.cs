using Microsoft.Playwright;
using Portal.Components.Data;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>What a view of the orders costs, counted without a clock.</summary>
public sealed class DataCostJourneys(DemoFixture fixture) : Journey(fixture)
{
    private const int RowsBytes = 4_000;
    private const int MaxPageChangeBytes = 57_000;

    private ILocator Range => Page.Locator($"#{DataBar.RangeId}");

    [Fact]
    public async Task First_view_calls_AppB_once()
    {
        await SignInWithConsentAsync("alice");
        Fixture.AppBRequests.Clear();

        await Page.ReloadAsync();
        await CircuitRunsAsync();
        await Expect(Range).ToContainTextAsync("1–50");

        Assert.Equal(["GET /orders"], Fixture.AppBRequests.Requests);
    }

    [Fact]
    public async Task Page_change_sends_its_rows_in_one_batch()
    {
        var messages = new List<int>();
        Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => messages.Add(frame.Binary?.Length ?? 0);
        await SignInWithConsentAsync("alice");
        await CircuitRunsAsync();
        await Expect(Range).ToContainTextAsync("1–50");
        messages.Clear();

        await Link("Next").ClickAsync();
        await Expect(Range).ToContainTextAsync("51–100");

        Assert.Single(messages, bytes => bytes >= RowsBytes);
        Assert.InRange(messages.Sum(), RowsBytes, MaxPageChangeBytes);
    }
}
