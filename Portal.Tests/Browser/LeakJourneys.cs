using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Demo;
using Microsoft.Playwright;
using Portal.Tests.Browser.Pages;
using Portal.Tests.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The portal sends no token, code or secret to a browser or to the log, not even a part of one.</summary>
public sealed partial class LeakJourneys(DemoFixture fixture) : Journey(fixture)
{
    // Browsers drop the requests of a page when it is left, without an event.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<(string Where, string Text)> _seen = new();
    private readonly ConcurrentQueue<string> _dropped = new();

    [Fact]
    public async Task LEK_01_LEK_02_LEK_07_LEK_13_Journey_sends_no_secret_to_the_browser_or_the_log()
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
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Page.Locator("nav a[href='tokens']").ClickAsync();
        await Assertions.Expect(Page.Locator("#AppB")).ToBeVisibleAsync();
        await Page.Locator("nav a[href='trace']").ClickAsync();
        await new TraceScreen(Page).RunAsync();
        _seen.Enqueue(
            ("storage", await Page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}])")));
        _seen.Enqueue(("document", await Page.ContentAsync()));
        await SignOutAsync();
        await ExpectSignedOutAsync();
        await Task.WhenAll(bodies);

        Assert.True(Fixture.Secrets.Count >= 6, "Too few secrets were seen to prove anything.");
        Assert.DoesNotContain("document", _dropped);
        Assert.All(
            _seen,
            seen => Assert.True(
                Fixture.Secrets.FindIn(seen.Text) is null, $"{Fixture.Secrets.FindIn(seen.Text)} in {seen.Where}"));
        Assert.All(
            Fixture.PortalLog.Lines,
            line => Assert.True(Fixture.Secrets.FindIn(line) is null, "A secret is in the log."));
        Assert.All(Fixture.PortalLog.Lines, line => Assert.DoesNotMatch(UserNamesInLogTests.UserNames(), line));
        Assert.Contains(_seen, seen => seen.Where.StartsWith("frame", StringComparison.Ordinal));
        Assert.Contains(_seen, seen => seen.Where.StartsWith("body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LEK_01_LEK_12_tokens_and_the_secret_of_a_circuit_are_not_logged_at_any_level()
    {
        using var folder = new TemporaryFolder();
        var (log, tokens) = (new LogWatch(), new SecretWatch());
        await using var demo = Demo = await DemoHost.StartAsync(
            DemoOptions.OnFreePorts(folder.Path, ["--AppB:Orders=100", "--Logging:LogLevel:Default=None"]) with
            {
                ConfigureEmulator = tokens.Attach,
                ConfigurePortal = log.AttachAtTrace,
            },
            TestContext.Current.CancellationToken);
        var frames = new ConcurrentQueue<string>();
        Page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => frames.Enqueue(TextOf(frame));
            socket.FrameSent += (_, frame) => frames.Enqueue(TextOf(frame));
        };
        await SignInWithConsentAsync("alice");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);

        await Page.WaitForFunctionAsync("() => window.Blazor?.disconnect");
        await Page.EvaluateAsync("Blazor.disconnect()");
        // The connection ends with its circuit; a new one then presents the secret.
        await Page.WaitForFunctionAsync("async () => !await Blazor.reconnect()");

        var secrets = frames.SelectMany(frame => Protected().Matches(frame))
            .Select(match => match.Value[..40])
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(secrets);
        Assert.Contains(log.Lines, line => line.StartsWith("Trace", StringComparison.Ordinal));
        Assert.All(
            secrets,
            secret => Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.True(tokens.Count >= 6, "Too few secrets were seen to prove anything.");
        Assert.All(log.Lines, line => Assert.True(tokens.FindIn(line) is null, $"{tokens.FindIn(line)} is in the log."));
    }

    // Data Protection's header in base64url. The secret has no other form in the frames.
    [GeneratedRegex(@"CfDJ8[\w-]{100,}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Protected();

    private static string TextOf(IWebSocketFrame frame) => frame.Text ?? Encoding.Latin1.GetString(frame.Binary ?? []);

    private void Look(string where, IWebSocketFrame frame) =>
        _seen.Enqueue((where, frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? [])));

    private async Task LookOrDropAsync(IResponse response)
    {
        try
        {
            await LookAsync(response).WaitAsync(Timeout, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            _dropped.Enqueue(response.Request.ResourceType);
        }
    }

    // The emulator's page sends the code to the portal, as form_post requires; only the portal's responses are
    // searched.
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
