using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Tests.Support;

/// <summary>
/// The system's Firefox, controlled by WebDriver BiDi. Playwright needs a Firefox of its own, and Selenium a driver; neither
/// is on the feed.
/// </summary>
internal sealed class Firefox : IAsyncDisposable
{
    private const string Announcement = "WebDriver BiDi listening on ";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Process? _process;
    private string _page = "";
    private int _commands;

    private Firefox()
    {
    }

    public static string? FindExecutable() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, "firefox-esr"), Path.Combine(folder, "firefox") })
        .FirstOrDefault(File.Exists);

    public static async Task<Firefox> StartAsync(string executable)
    {
        var firefox = new Firefox();
        try
        {
            await firefox.OpenAsync(executable);
            return firefox;
        }
        catch
        {
            await firefox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address and waits until it is loaded.</summary>
    public Task OpenAsync(Uri address) => SendAsync("browsingContext.navigate", new JsonObject
    {
        ["context"] = _page,
        ["url"] = address.ToString(),
        ["wait"] = "complete",
    });

    /// <summary>The value of a JavaScript expression; null while the page is being replaced.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var result = await SendAsync("script.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["target"] = new JsonObject { ["context"] = _page },
            ["awaitPromise"] = false,
        });
        return result?["result"]?["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task ExpectAsync(string expression)
    {
        try
        {
            await Poll.UntilAsync(() => HoldsAsync(expression), Timeout);
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            var shown = await EvaluateAsync("location.href + '\\n' + document.body.innerText.slice(0, 2000)");
            throw new InvalidOperationException($"{expression}\n{shown}", exception);
        }
    }

    public async Task<bool> HoldsAsync(string expression) =>
        await EvaluateAsync($"Boolean({expression})") is JsonValue value && value.GetValue<bool>();

    /// <summary>Waits for an element that is visible, and clicks on its middle.</summary>
    public async Task ClickAsync(string element)
    {
        int[] at = [];
        await Poll.UntilAsync(
            async () =>
            {
                var place = await EvaluateAsync(
                    $"(() => {{ const e = {element}; if (!e?.checkVisibility()) return ''; e.scrollIntoView({{ block: 'center' }});"
                    + " const r = e.getBoundingClientRect();"
                    + " return JSON.stringify([Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]); })()");
                if (place is JsonValue value && value.GetValue<string>() is { Length: > 0 } text)
                    at = JsonSerializer.Deserialize<int[]>(text)!;
                return at.Length > 0;
            },
            Timeout);
        await SendAsync("input.performActions", new JsonObject
        {
            ["context"] = _page,
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "pointer",
                ["id"] = "mouse",
                ["actions"] = new JsonArray(
                    new JsonObject { ["type"] = "pointerMove", ["x"] = at[0], ["y"] = at[1] },
                    new JsonObject { ["type"] = "pointerDown", ["button"] = 0 },
                    new JsonObject { ["type"] = "pointerUp", ["button"] = 0 }),
            }),
        });
    }

    public async Task PressAsync(string key) => await SendAsync("input.performActions", new JsonObject
    {
        ["context"] = _page,
        ["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "key",
            ["id"] = "keyboard",
            ["actions"] = new JsonArray(
                new JsonObject { ["type"] = "keyDown", ["value"] = key },
                new JsonObject { ["type"] = "keyUp", ["value"] = key }),
        }),
    });

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        _profile.Dispose();
    }

    private async Task OpenAsync(string executable)
    {
        var start = new ProcessStartInfo(executable)
        {
            ArgumentList = { "--headless", "--no-remote", "--profile", _profile.Path, "--remote-debugging-port", "0" },
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["HOME"] = _profile.Path;
        _process = Process.Start(start)!;
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains(Announcement, StringComparison.Ordinal) is true)
                address.TrySetResult(line.Data[(line.Data.IndexOf(Announcement, StringComparison.Ordinal) + Announcement.Length)..].Trim());
        };
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();

        var listening = await address.Task.WaitAsync(Timeout, TestContext.Current.CancellationToken);
        await _socket.ConnectAsync(new Uri($"{listening}/session"), TestContext.Current.CancellationToken);
        await SendAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        var tree = await SendAsync("browsingContext.getTree", []);
        _page = tree!["contexts"]![0]!["context"]!.GetValue<string>();
    }

    // Null for an error: a request to a page that is being replaced fails and is repeated.
    private async Task<JsonNode?> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_commands;
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        await _socket.SendAsync(
            Encoding.UTF8.GetBytes(command.ToJsonString()),
            WebSocketMessageType.Text,
            endOfMessage: true,
            TestContext.Current.CancellationToken);
        while (true)
        {
            var response = JsonNode.Parse(await ReceiveAsync().WaitAsync(Timeout, TestContext.Current.CancellationToken))!;
            if (response["id"]?.GetValue<int>() == id)
                return response["result"];
        }
    }

    private async Task<byte[]> ReceiveAsync()
    {
        using var message = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken);
            message.Write(_buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return message.ToArray();
    }
}
