using System.Reflection;
using Microsoft.JSInterop;
using Microsoft.Playwright;
using Portal.Components.Shared;
using Portal.Components.Tokens;
using Portal.Contracts.Problems;
using Portal.Tests.Browser.Pages;

namespace Portal.Tests.Browser;

/// <summary>A browser that sends what the portal's pages never send over their circuit.</summary>
public sealed class CircuitAbuseJourneys(DemoFixture fixture) : Journey(fixture)
{
    // Keeps each message that the page sends, and can drop the next ones.
    private const string Tap = """
        (() => {
          const Native = WebSocket;
          const tap = window.tap = { sent: [], drop: null, batches: 0 };
          window.WebSocket = class extends Native {
            constructor(...args) {
              super(...args);
              tap.socket = this;
              tap.closed = new Promise(done => this.addEventListener('close', () => done('closed')));
              this.addEventListener('message', e => {
                const text = typeof e.data === 'string' ? e.data : new TextDecoder('latin1').decode(e.data);
                tap.batches += text.split('JS.RenderBatch').length - 1;
              });
            }
            send(data) {
              const bytes = typeof data === 'string' ? new TextEncoder().encode(data)
                : new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
              const text = new TextDecoder('latin1').decode(bytes);
              if (tap.drop && text.includes(tap.drop)) return;
              tap.sent.push({ text, bytes: bytes.slice() });
              super.send(data);
            }
          };
          tap.last = part => tap.sent.findLast(m => m.text.includes(part));
          tap.settled = () => Promise.race([
            tap.closed, new Promise(done => setTimeout(() => done('silent'), 10000)), DotNet.invokeMethodAsync('Portal', 'Nothing').then(() => 'answered', e => e.message)]);
        })()
        """;

    private ILocator Refresh => Button(PageHeader.RefreshLabel);

    [Fact]
    public async Task BLZ_11_Event_of_a_button_that_is_no_longer_shown_has_no_effect()
    {
        await OpenOrdersAsync();
        await Refresh.ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await Page.EvaluateAsync("window.click = tap.last('\"eventName\":\"click\"') ?? tap.last('click')");
        await Page.Locator("nav a[href='trace']").ClickAsync();
        await ExpectAddressAsync("/trace");
        Fixture.AppBRequests.Clear();

        await Page.EvaluateAsync("tap.socket.send(click.bytes)");
        await Page.EvaluateAsync("tap.settled()");

        Assert.DoesNotContain(Fixture.AppBRequests.Requests, r => r.EndsWith("/orders", StringComparison.Ordinal));
        await ExpectOthersWorkAsync();
    }

    [Theory]
    [InlineData("select", "1e308")]
    [InlineData("select", "<b>x</b>", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("input", "1e308", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("input", "long")]
    public async Task BLZ_13_Value_that_no_field_offers_changes_nothing_and_the_circuit_lives(string field, string value)
    {
        await OpenOrdersAsync();
        var before = Fixture.PortalLog.Lines.Count;
        await Page.EvaluateAsync(
            """
            ([field, value]) => {
              window.watched = tap.closed;
              for (const element of document.querySelectorAll('main ' + field)) {
                if (field === 'select') element.add(new Option('x', value));
                element.value = value === 'long' ? 'x'.repeat(10000) : value;
                for (const type of ['input', 'change'])
                  element.dispatchEvent(new Event(type, { bubbles: true }));
              }
            }
            """,
            new[] { field, value });

        Assert.NotEqual("closed", await Page.EvaluateAsync<string>("Promise.race([watched, tap.settled()])"));
        Assert.Empty(ErrorsSince(before));
    }

    [Theory]
    [InlineData(33 * 1024)]
    [InlineData(1024 * 1024, Explicit = true, Traits = new[] { "Run", "Long" })]
    public async Task BLZ_14_Message_that_is_too_large_ends_that_connection_only(int size)
    {
        await OpenOrdersAsync();

        // The length prefix says that all of it is one message.
        var outcome = await Page.EvaluateAsync<string>("""
            size => {
              const closed = tap.closed;
              const bytes = new Uint8Array(size + 4);
              bytes.set([(size & 127) | 128, (size >> 7 & 127) | 128, (size >> 14 & 127) | 128, size >> 21]);
              tap.socket.send(bytes);
              return Promise.race([closed, new Promise(done => setTimeout(() => done('silent'), 10000))]);
            }
            """, size);

        Assert.Equal("closed", outcome);
        await ExpectOthersWorkAsync();
    }

    [Fact]
    public async Task BLZ_16_Renders_that_are_never_confirmed_stop_after_ten()
    {
        await OpenOrdersAsync();
        await Page.EvaluateAsync("tap.drop = 'OnRenderCompleted'; tap.batches = 0");

        for (var i = 0; i < 30; i++)
            await Page.EvaluateAsync("tap.socket.send(tap.last('LocationChang')?.bytes ?? new Uint8Array())");

        for (var i = 0; i < 30; i++)
            await Refresh.ClickAsync(new() { Force = true });

        Assert.InRange(await Page.EvaluateAsync<int>("tap.batches"), 1, 12);
        await ExpectOthersWorkAsync();
    }

    [Fact]
    public async Task BLZ_17_Script_calls_that_are_never_answered_do_not_stop_the_page()
    {
        await OpenOrdersAsync();
        await Page.EvaluateAsync("tap.drop = 'EndInvokeJSFromDotNet'");

        await Page.Locator("nav a[href='tokens']").ClickAsync();
        await ExpectAddressAsync("/tokens");
        await Page.Locator("nav a[href='trace']").ClickAsync();

        await ExpectAddressAsync("/trace");
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Portal", "Nothing")]
    [InlineData("System.Private.CoreLib", "Exit")]
    [InlineData("No.Such.Assembly", "Run", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("Microsoft.AspNetCore.Components.Server", "DispatchEventAsync", Explicit = true, Traits = new[] { "Run", "Long" })]
    public async Task BLZ_18_Call_of_a_method_that_no_page_offers_fails_without_details(string assembly, string method)
    {
        await OpenOrdersAsync();

        var message = await Page.EvaluateAsync<string>(
            "([assembly, method]) => DotNet.invokeMethodAsync(assembly, method, 1, 'x').then(() => 'answered', e => e.message)",
            new[] { assembly, method });

        Assert.NotEqual("answered", message);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message.Replace(assembly, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void BLZ_18_Portal_offers_no_static_method_to_scripts()
    {
        var offered = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.IsDefined(typeof(JSInvokableAttribute)));

        Assert.Empty(offered);
    }

    [Fact]
    public async Task BLZ_19_Second_start_of_a_circuit_is_refused()
    {
        await OpenOrdersAsync();

        await Page.EvaluateAsync("tap.socket.send(tap.last('StartCircuit').bytes)");
        var outcome = await Page.EvaluateAsync<string>("tap.settled()");

        Assert.DoesNotContain("   at ", outcome, StringComparison.Ordinal);
        Assert.NotEqual("answered", outcome);
        await ExpectOthersWorkAsync();
    }

    [Theory]
    [InlineData("Blazor-Server-Component-State:", "BLZ-25 state altered")]
    [InlineData("\"descriptor\":\"", "BLZ-25 component altered")]
    public async Task Page_with_an_altered_state_starts_no_circuit_with_it(string marker, string name)
    {
        await OpenOrdersAsync();
        var altered = false;
        await Page.RouteAsync("**/data/appb/orders", async route =>
        {
            var response = await route.FetchAsync();
            var html = await response.TextAsync();
            var start = html.IndexOf(marker, StringComparison.Ordinal);
            if (start >= 0)
            {
                var at = start + marker.Length + 40;
                html = html[..at] + (html[at] == 'A' ? 'B' : 'A') + html[(at + 1)..];
                altered = true;
            }

            await route.FulfillAsync(new() { Response = response, Body = html });
        });

        await Page.ReloadAsync();

        Assert.True(altered, name);
        await Page.UnrouteAllAsync();
        await ExpectOthersWorkAsync();
    }

    [Theory]
    [InlineData("'<img src=x onerror=alert(1)>'", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("({ length: 3 })")]
    [InlineData("1e308", Explicit = true, Traits = new[] { "Run", "Long" })]
    [InlineData("(() => { throw new Error('<b>x</b>'); })()")]
    public async Task BLZ_21_Results_that_no_script_of_the_portal_returns_change_nothing(string result)
    {
        await Page.AddInitScriptAsync($"Storage.prototype.getItem = () => {result}");
        await Page.RouteAsync("**/inspect.js", route => route.FulfillAsync(
            new() { ContentType = "text/javascript", Body = $"export const read = () => {result}" }));
        await OpenOrdersAsync();
        var before = Fixture.PortalLog.Lines.Count;

        await Page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(new OrderScreen(Page).ChangeButton).ToBeVisibleAsync();
        await OpenAsync("/tokens?show=paste");
        await CircuitRunsAsync();
        await Button(PasteBox.DecodeLabel).ClickAsync();

        await Assertions.Expect(Page.Locator($"[role=status] [data-problem='{ProblemCodes.RequestInvalid}']")).ToBeVisibleAsync();
        Assert.Empty(ErrorsSince(before));
    }

    // Without the confirmation of a render whose connection closes while the hub receives it.
    private IEnumerable<string> ErrorsSince(int before) => Fixture.PortalLog.Lines.Skip(before).Where(line =>
        line.StartsWith("Error", StringComparison.Ordinal)
        && !line.StartsWith("Error Failed to invoke hub method 'OnRenderCompleted'", StringComparison.Ordinal));

    private async Task OpenOrdersAsync()
    {
        await Page.AddInitScriptAsync(Tap);
        await SignInWithConsentAsync("carol");
        await Assertions.Expect(Rows).ToHaveCountAsync(PageSize);
        await CircuitRunsAsync();
    }

    // Another page of the same user, with a circuit of its own.
    private async Task ExpectOthersWorkAsync()
    {
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Address("/data/appb/orders"));
        await Assertions.Expect(other.Locator("main[data-live]")).ToBeAttachedAsync();
        await other.Locator("nav a[href='trace']").ClickAsync();
        await ExpectAddressAsync(other, "/trace");
    }
}
