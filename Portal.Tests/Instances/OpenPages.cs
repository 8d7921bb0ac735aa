using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Portal.Tests.Support;

namespace Portal.Tests.Instances;

/// <summary>
/// Many pages of one session, which the proxy takes for those of many browsers. A page whose connection ends does what a
/// browser does: it reconnects, resumes its circuit, or loads again.
/// </summary>
internal sealed class OpenPages(Uri portal, string session)
{
    private static readonly TimeSpan MaxResume = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<double> _seconds = [];
    private readonly ConcurrentBag<string> _reasons = [];
    private int _lost;

    public int Ended => Continued + _lost;

    /// <summary>How often a page was connected again, with its circuit or with a new one.</summary>
    public int Continued => _seconds.Count;

    /// <summary>Keeps <paramref name="count"/> pages open until it is cancelled.</summary>
    public Task RunAsync(int count, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => KeepOpenAsync(cancellationToken)));

    public string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Ended} connections of open pages ended, {Continued} pages continued, after at most "
        + $"{_seconds.DefaultIfEmpty().Max():0.0} s, {_lost} did not")
        + string.Concat(_reasons.GroupBy(reason => reason, (reason, all) => $"; {all.Count()} × {reason}"));

    private async Task KeepOpenAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var secret = (string?)null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = Stopwatch.StartNew();
            var isFirst = secret is null;
            var page = await ConnectAsync(secret, started);
            if (page is not var (connection, current))
            {
                Interlocked.Increment(ref _lost);
                return;
            }

            secret = current;
            if (!isFirst)
                _seconds.Add(started.Elapsed.TotalSeconds);

            await connection.StayAsync(Ping, cancellationToken);
            await EndAsync(connection);
        }
    }

    private static async Task EndAsync(CircuitConnection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (WebSocketException)
        {
            // It was lost while it was closed.
        }
    }

    private async Task<(CircuitConnection Connection, string Secret)?> ConnectAsync(string? secret, Stopwatch started)
    {
        var reason = "";
        using var timer = new PeriodicTimer(Retry);
        do
        {
            try
            {
                if (await TryConnectAsync(secret) is { } connected)
                    return connected;

                reason = "refused";
            }
            catch (Exception exception) when (exception is WebSocketException or HttpRequestException)
            {
                // The next try may reach another instance.
                reason = exception.Message;
            }
        }
        while (await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken) && started.Elapsed < MaxResume);

        _reasons.Add(reason);
        return null;
    }

    private async Task<(CircuitConnection Connection, string Secret)?> TryConnectAsync(string? secret)
    {
        var connection = await CircuitConnection.OpenAsync(portal, session);
        if (secret is not null && await connection.CallAsync("ConnectCircuit", secret) is true)
            return (connection, secret);

        if (secret is not null
            && await connection.CallAsync("ResumeCircuit", secret, portal.AbsoluteUri, portal.AbsoluteUri, "[]", "") is string resumed)
        {
            return (connection, resumed);
        }

        if ((secret is null || await LoadsAsync()) && await connection.StartAsync(portal) is { } started)
            return (connection, started);

        await EndAsync(connection);
        return null;
    }

    // Whether the session is still valid, so that the page loads again without a sign-in.
    private async Task<bool> LoadsAsync()
    {
        using var client = new HttpClient(ProxyCertificate.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal, "tokens"));
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("Cookie", session);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
