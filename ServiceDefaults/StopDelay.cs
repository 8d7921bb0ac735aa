using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Keeps serving for a moment after the app was told to stop. <c>/health/ready</c> already fails then, so that a load balancer
/// can send new requests elsewhere before the app stops listening. In the last quarter of that moment
/// <see cref="LastResponses"/> serves only what cannot be repeated. A busy app stays longer in it, until the proxy has noticed.
/// </summary>
internal sealed class StopDelay(
    IHostApplicationLifetime lifetime, IConfiguration configuration, IHostEnvironment environment, IServer server)
    : IHostedLifecycleService
{
    private const string Key = "StopDelaySeconds";
    private const double MaxSeconds = 2;
    private const double DefaultSeconds = 1;

    private static readonly TimeSpan MaxLonger = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly TimeSpan _delay = Read(configuration, environment);
    private volatile bool _isEnding;
    private long _lastOfProxy;

    /// <summary>Whether the app stops listening in a moment.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>Notes that a proxy still sends requests.</summary>
    public void RequestOfProxy() => Volatile.Write(ref _lastOfProxy, Stopwatch.GetTimestamp());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The callbacks of ApplicationStopping run before the server stops, the newest registration first. This one is newer
    // than SignalR's, which closes the connections of circuits. A callback cannot be awaited, so the delay blocks its thread.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_delay > TimeSpan.Zero)
            lifetime.ApplicationStopping.Register(Wait);

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Wait()
    {
        Thread.Sleep(_delay * 0.75);
        _isEnding = true;
        var since = Stopwatch.GetTimestamp();
        Thread.Sleep(_delay * 0.25);
        var longest = (_delay * 0.25) + MaxLonger;
        do
        {
            AcceptedConnections.Wait(server, longest - Stopwatch.GetElapsedTime(since));
            Thread.Sleep(Step);
        }
        while (Stopwatch.GetElapsedTime(Volatile.Read(ref _lastOfProxy)) < Quiet && Stopwatch.GetElapsedTime(since) < longest);
    }

    private static TimeSpan Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var seconds = configuration.GetValue<double?>(Key) ?? (environment.IsDevelopment() ? 0 : DefaultSeconds);
        return seconds is >= 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Setting {Key} is {seconds}. It must be from 0 to {MaxSeconds}.");
    }
}
