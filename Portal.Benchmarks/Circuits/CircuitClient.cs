using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// One circuit, opened and used as blazor.web.js does it, without a browser: it confirms render batches, answers calls of
/// scripts with nothing, follows links and clicks buttons.
/// </summary>
internal sealed class CircuitClient : IAsyncDisposable
{
    private const int ObjectReference = 1;

    // No page of 50 changed rows fits into less, and no other update needs as much.
    private const int PageOfRows = 4_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly BrowserSession _browser;
    private readonly string _page;
    private readonly HubConnection _connection;
    private readonly Channel<(int Bytes, long Time)> _batches = Channel.CreateUnbounded<(int, long)>();
    private readonly Dictionary<string, (int Component, ulong Handler)> _buttons = new(StringComparer.Ordinal);
    private string _circuit = "";
    private long _renderer;
    private int _calls;

    private CircuitClient(BrowserSession browser, string page)
    {
        (_browser, _page) = (browser, page);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(browser.Server, "_blazor"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.Headers["Cookie"] = browser.Cookies;
            options.Headers["Origin"] = browser.Server.GetLeftPart(UriPartial.Authority);

            // As browsers do; the server's side of it costs memory for each connection.
            options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new();
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPackProtocol());
        _connection = builder.Build();
        _connection.On<long, byte[]>("JS.RenderBatch", RenderAsync);
        _connection.On<long, string, string?, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _connection.On<string>("JS.Error", error => _batches.Writer.TryComplete(new BenchmarkException(error)));
    }

    /// <summary>The address that the page's link to the next page leads to; null before there was one.</summary>
    public string? NextPage { get; private set; }

    /// <summary>Opens a page and its circuit, and waits for its first page of rows.</summary>
    public static async Task<(CircuitClient Circuit, PageUpdate FirstView)> OpenAsync(
        BrowserSession browser, string path, string? nextButton, CancellationToken cancellationToken)
    {
        var page = PrerenderedPage.Read(await browser.GetAsync(path, cancellationToken));
        var circuit = new CircuitClient(browser, path);
        await circuit._connection.StartAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        circuit._circuit = await circuit._connection.InvokeAsync<string>(
            "StartCircuit", browser.Server.AbsoluteUri, new Uri(browser.Server, path).AbsoluteUri, "[]", page.State,
            cancellationToken);
        await circuit._connection.SendAsync("UpdateRootComponents", page.Operations, page.State, cancellationToken);
        return (circuit, await circuit.ReadUpdateAsync(
            started, _ => nextButton is null ? circuit.NextPage is not null : circuit._buttons.ContainsKey(nextButton),
            cancellationToken));
    }

    /// <summary>Follows the link to the next page.</summary>
    public async Task<PageUpdate> FollowNextAsync(CancellationToken cancellationToken)
    {
        var link = NextPage ?? throw new BenchmarkException("The page has no link to another one.");
        var started = Stopwatch.GetTimestamp();
        await _connection.SendAsync(
            "OnLocationChanged", new Uri(_browser.Server, link).AbsoluteUri, null, true, cancellationToken);
        return await ReadUpdateAsync(started, _ => NextPage != link, cancellationToken);
    }

    /// <summary>Clicks the button with the label <paramref name="button"/>.</summary>
    public async Task<PageUpdate> ClickAsync(string button, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var arguments = $$"""
            [{"eventHandlerId":{{_buttons[button].Handler}},"eventName":"click","eventFieldInfo":null},
            {"detail":1,"screenX":0,"screenY":0,"clientX":0,"clientY":0,"button":0,"buttons":0,"type":"click"}]
            """;
        await _connection.SendAsync(
            "BeginInvokeDotNetFromJS", $"{++_calls}", null, "DispatchEventAsync", _renderer, arguments, cancellationToken);
        return await ReadUpdateAsync(started, update => update.Bytes >= PageOfRows, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // As a browser does when the page is closed; otherwise the server would keep the circuit for minutes.
        await _browser.PostAsync("_blazor/disconnect", new() { ["circuitId"] = _circuit }, CancellationToken.None);
        await _connection.DisposeAsync();
    }

    // Nothing has to follow for a moment, because a page may be rendered in several batches.
    private async Task<PageUpdate> ReadUpdateAsync(
        long started, Func<PageUpdate, bool> hasRows, CancellationToken cancellationToken)
    {
        var update = new PageUpdate(0, 0, 0, TimeSpan.Zero);
        while (true)
        {
            var complete = hasRows(update);
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            wait.CancelAfter(complete ? Quiet : Timeout);
            try
            {
                var batch = await _batches.Reader.ReadAsync(wait.Token);
                update = new(
                    update.Batches + 1,
                    update.BatchesOfRows + (batch.Bytes >= PageOfRows ? 1 : 0),
                    update.Bytes + batch.Bytes,
                    Stopwatch.GetElapsedTime(started, batch.Time));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return complete ? update : throw new BenchmarkException($"{_page} rendered {update}, without the rows.");
            }
        }
    }

    private async Task RenderAsync(long id, byte[] data)
    {
        var time = Stopwatch.GetTimestamp();
        foreach (var element in new RenderBatch(data).Elements())
            Remember(element);

        await _connection.SendAsync("OnRenderCompleted", id, null);
        _batches.Writer.TryWrite((data.Length, time));
    }

    private void Remember(BatchElement element)
    {
        if (element["href"]?.Value is { } link && Skip(link) > (NextPage is null ? 0 : Skip(NextPage)))
            NextPage = link;

        if (element["onclick"] is not { Handler: > 0 and var handler })
            return;

        // A component with one button renews its handler; a component with several keeps theirs.
        if (element["aria-label"]?.Value is { } label)
            _buttons[label] = (element.Component, handler);
        else if (!element.IsNew && _buttons.Where(b => b.Value.Component == element.Component).ToList() is [var button])
            _buttons[button.Key] = (element.Component, handler);
    }

    private static int Skip(string link) =>
        link.Split('?', '&').FirstOrDefault(part => part.StartsWith("skip=", StringComparison.Ordinal)) is { } skip
            ? int.Parse(skip["skip=".Length..], CultureInfo.InvariantCulture)
            : 0;

    private async Task AnswerAsync(long call, string function, string? arguments, int resultType, long target, int callType)
    {
        if (function == "Blazor._internal.attachWebRendererInterop" && arguments is not null)
        {
            using var json = JsonDocument.Parse(arguments);
            _renderer = json.RootElement[1].GetProperty("__dotNetObject").GetInt64();
        }

        if (call == 0)
            return;

        var result = resultType == ObjectReference ? $$"""{"__jsObjectId":{{++_calls}}}""" : "null";
        await _connection.SendAsync("EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]");
    }
}

/// <summary>What a view or a page change sent to the browser, and how long it took.</summary>
/// <param name="BatchesOfRows">The batches that were large enough to contain rows.</param>
internal sealed record PageUpdate(int Batches, int BatchesOfRows, int Bytes, TimeSpan Time);
