using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>No token, code or secret, nor a part of one, in anything that the portal sends a browser or logs.</summary>
public sealed class LeakJourneys(DemoFixture fixture) : Journey(fixture)
{
    // Browsers drop what a page had asked for when it is left, and never tell of it again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<(string Where, string Text)> _seen = new();
    private readonly ConcurrentQueue<string> _dropped = new();

    [Fact]
    public async Task Whole_journey_leaves_no_secret_behind()
    {
        Page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => Look($"frame from {socket.Url}", frame);
            socket.FrameSent += (_, frame) => Look($"frame to {socket.Url}", frame);
        };
        Page.Request += (_, request) => _seen.Enqueue(("address", request.Url));
        var bodies = new ConcurrentQueue<Task>();
        Page.Response += (_, response) => bodies.Enqueue(LookOrDropAsync(response));

        await SignInAsync("alice", "/data/appb/orders");
        await GiveConsentAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(51);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Tokens" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "AppB token" })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Trace" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Run it step by step" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Step 1 of")).ToBeVisibleAsync();
        _seen.Enqueue(("storage", await Page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}])")));
        _seen.Enqueue(("document", await Page.ContentAsync()));
        await SignOutAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await Task.WhenAll(bodies);

        Assert.True(Fixture.Secrets.Count >= 6, "The watch saw too few secrets to prove anything.");
        Assert.DoesNotContain("document", _dropped);
        Assert.All(_seen, seen => Assert.True(Fixture.Secrets.FindIn(seen.Text) is null, $"{Fixture.Secrets.FindIn(seen.Text)} in {seen.Where}"));
        Assert.All(Fixture.PortalLog.Lines, line => Assert.True(Fixture.Secrets.FindIn(line) is null, "A secret is in the log."));
        Assert.Contains(_seen, seen => seen.Where.StartsWith("frame", StringComparison.Ordinal));
        Assert.Contains(_seen, seen => seen.Where.StartsWith("body", StringComparison.Ordinal));
    }

    private void Look(string where, IWebSocketFrame frame) =>
        _seen.Enqueue((where, frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? [])));

    private async Task LookOrDropAsync(IResponse response)
    {
        try
        {
            await LookAsync(response).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            _dropped.Enqueue(response.Request.ResourceType);
        }
    }

    // The authority's own page carries the code to the portal, as form_post means it to; all else is the portal's.
    private async Task LookAsync(IResponse response)
    {
        if (!response.Url.StartsWith(Demo.Portal.ToString(), StringComparison.Ordinal))
            return;

        foreach (var header in await response.HeadersArrayAsync())
            _seen.Enqueue(($"header {header.Name} of {response.Url}", header.Value));

        if (response.Status is >= 300 and < 400)
            return;

        _seen.Enqueue(($"body of {response.Url}", Encoding.UTF8.GetString(await response.BodyAsync())));
    }
}
