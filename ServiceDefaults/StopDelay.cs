using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>
/// Keeps serving for a moment after the app was told to stop. <c>/health/ready</c> already fails then, so that a load balancer
/// can send new requests elsewhere before the app stops listening.
/// </summary>
internal sealed class StopDelay(
    IHostApplicationLifetime lifetime, IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService
{
    private const string Key = "StopDelaySeconds";
    private const double MaxSeconds = 2;
    private const double DefaultSeconds = 1;

    private readonly TimeSpan _delay = Read(configuration, environment);

    // Registered last and therefore called first, before the connections of circuits are closed. Nothing else is able to
    // delay the stop of the server.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_delay > TimeSpan.Zero)
            lifetime.ApplicationStopping.Register(() => Thread.Sleep(_delay));

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static TimeSpan Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var seconds = configuration.GetValue<double?>(Key) ?? (environment.IsDevelopment() ? 0 : DefaultSeconds);
        return seconds is >= 0 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Setting {Key} is {seconds}. It must be from 0 to {MaxSeconds}.");
    }
}
