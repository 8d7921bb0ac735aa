using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Keeps serving for a moment after the app was told to stop. <c>/health/ready</c> already fails then, so that a load balancer
/// can send new requests elsewhere before the app stops listening. For the last quarter of that moment
/// <see cref="LastResponses"/> serves only what cannot be repeated.
/// </summary>
internal sealed class StopDelay(
    IHostApplicationLifetime lifetime, IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
{
    private const string Key = "StopDelaySeconds";
    private const double MaxSeconds = 2;
    private const double DefaultSeconds = 1;

    private readonly TimeSpan _delay = Read(configuration, environment);
    private volatile bool _isEnding;

    /// <summary>Whether the app stops listening in a moment.</summary>
    public bool IsEnding => _isEnding;

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
        Thread.Sleep(_delay * 0.25);
    }

    private static TimeSpan Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var seconds = configuration.GetValue<double?>(Key) ?? (environment.IsDevelopment() ? 0 : DefaultSeconds);
        return seconds is >= 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Setting {Key} is {seconds}. It must be from 0 to {MaxSeconds}.");
    }
}
