using Portal.Client;
using Portal.Components.Access;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>What is broken in the emulator, and its effect on the open page. Shared by the top bar, the drawer and tours.</summary>
public sealed class DemoControls(PortalApiClient client, AccessSource access) : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Raised when <see cref="Broken"/> or <see cref="Done"/> has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Null until it was read.</summary>
    public BrokenState? Broken { get; private set; }

    /// <summary>The latest change that this page made.</summary>
    public DemoDone? Done { get; private set; }

    /// <summary>Reads what is broken: other tabs and browsers may have changed it. Keeps what is known on a failure.</summary>
    public async Task RefreshAsync()
    {
        try
        {
            Broken = await client.GetBrokenAsync(_disposed.Token);
            Changed?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception exception) when (exception is PortalApiException or OperationCanceledException)
        {
            // The emulator or the backend is not available, or the circuit is closing.
        }
    }

    /// <summary>Shows a change that was made, and reloads the open page unless that would use up a fault.</summary>
    public async Task ShowAsync(DemoDone done)
    {
        (Broken, Done) = (done.State.Broken, done);
        Changed?.Invoke(this, EventArgs.Empty);
        if (done.ShowsOnLoad)
            return;

        try
        {
            if (!await access.CompareAsync())
                access.ReloadPages();
        }
        catch (PortalApiException)
        {
            // The failure may be the intended effect; the page shows it.
            access.ReloadPages();
        }
        catch (OperationCanceledException)
        {
            // The circuit is closing.
        }
    }

    /// <param name="beforeShow">Called when everything was put back, before any part of the page shows it.</param>
    /// <exception cref="PortalApiException">It could not be put back.</exception>
    public async Task PutBackAsync(Func<Task> beforeShow)
    {
        var done = new DemoDone(await client.PutBackAsync(_disposed.Token), EmulatorControlText.PutBack);
        await beforeShow();
        await ShowAsync(done);
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
