using Portal.Client;
using Portal.Contracts.AdminSetup;

namespace Portal.Components.AdminSetup;

/// <summary>The latest known state of the setup of administration, shared by the navigation and the pages of a circuit.</summary>
public sealed class AdminSetupSource(PortalApiClient api) : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private bool _isRequested;

    /// <summary>Raised when <see cref="Known"/> has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Null before the first response.</summary>
    public AdminSetupReport? Known { get; private set; }

    /// <summary>Looks at the consents now.</summary>
    /// <exception cref="PortalApiException">They could not be read.</exception>
    public Task<AdminSetupReport> ReadAsync(CancellationToken cancellationToken) => ReadAsync(fresh: true, cancellationToken);

    /// <summary>Reads the state once for the circuit. It is only for a link, so failures are ignored.</summary>
    public async Task TryGetAsync()
    {
        if (_isRequested)
            return;

        try
        {
            await ReadAsync(fresh: false, _disposed.Token);
        }
        catch (PortalApiException)
        {
            // A page that needs a consent says so itself.
        }
        catch (OperationCanceledException)
        {
            // The circuit is closing.
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async Task<AdminSetupReport> ReadAsync(bool fresh, CancellationToken cancellationToken)
    {
        _isRequested = true;
        var report = await api.GetAdminSetupAsync(fresh, cancellationToken);
        Known = report;
        Changed?.Invoke(this, EventArgs.Empty);
        return report;
    }
}
