using System.Collections.Concurrent;

namespace Portal.Components.Layout;

/// <summary>
/// Tells open pages that the portal stops, before their connections are closed, so that they say why they reconnect.
/// </summary>
public sealed class StopNotice(IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<object, Func<Task>> _pages = new();

    /// <param name="tell">Completes when the browser shows the notice.</param>
    public void Add(object page, Func<Task> tell) => _pages[page] = tell;

    public void Remove(object page) => _pages.TryRemove(page, out _);

    // Registered after SignalR's own callback, and therefore called before it, which closes the connections.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(Tell);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The callback delays the stop. A browser that does not confirm in time does not show the notice.
    private void Tell() => Task.WaitAll([.. _pages.Values.Select(tell => tell())], Timeout);
}
