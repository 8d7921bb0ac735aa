using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Client;
using Portal.Contracts.Data;

namespace Portal.Components.Data;

/// <summary>
/// The catalogue of views, fetched once per circuit and shared by the navigation and the pages. A catalogue fetched
/// while prerendering is handed to the circuit.
/// </summary>
public sealed class ViewCatalogSource : IDisposable
{
    private const string StateKey = nameof(ViewCatalogSource);

    // The browser returns persisted state in one message, which the hub cuts off at 32 KB after encryption and base64.
    private const int MaxHandoverBytes = 12 * 1024;

    private readonly PortalApiClient _api;
    private readonly PersistentComponentState _state;
    private readonly PersistingComponentStateSubscription _persisting;
    private readonly CancellationTokenSource _disposed = new();
    private Task<ViewCatalog>? _catalog;

    public ViewCatalogSource(PortalApiClient api, PersistentComponentState state)
    {
        _api = api;
        _state = state;
        _persisting = state.RegisterOnPersisting(PersistAsync, RenderMode.InteractiveServer);
    }

    /// <summary>Raised when the catalogue is fetched again, after a failure or because an API was changed.</summary>
    public event EventHandler? Renewed;

    /// <exception cref="PortalApiException">The catalogue could not be fetched; the next call tries again.</exception>
    public Task<ViewCatalog> GetAsync()
    {
        if (_catalog is { IsFaulted: true })
        {
            _catalog = FetchAsync();

            // Without a token an attempt fails before it returns. Its listeners would start the next one, without an end.
            if (!_catalog.IsFaulted)
                Renewed?.Invoke(this, EventArgs.Empty);
        }

        return _catalog ??= FetchAsync();
    }

    /// <summary>Fetches the catalogue again, because it is outdated.</summary>
    /// <exception cref="PortalApiException">The catalogue could not be fetched; the earlier one is still used.</exception>
    public async Task<ViewCatalog> RenewAsync()
    {
        var renewed = await _api.GetViewsAsync(_disposed.Token);
        _catalog = Task.FromResult(renewed);
        Renewed?.Invoke(this, EventArgs.Empty);
        return renewed;
    }

    public void Dispose()
    {
        _persisting.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private Task<ViewCatalog> FetchAsync() =>
        _state.TryTakeFromJson<ViewCatalog>(StateKey, out var catalog) && catalog is not null
            ? Task.FromResult(catalog)
            : _api.GetViewsAsync(_disposed.Token);

    private Task PersistAsync()
    {
        if (_catalog is { IsCompletedSuccessfully: true } done
            && JsonSerializer.SerializeToUtf8Bytes(done.Result).Length <= MaxHandoverBytes)
        {
            _state.PersistAsJson(StateKey, done.Result);
        }

        return Task.CompletedTask;
    }
}
