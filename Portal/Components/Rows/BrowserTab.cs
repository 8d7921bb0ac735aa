using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace Portal.Components.Rows;

/// <summary>
/// Whether the browser is connected, and which of its tabs. Components of a connected page are disposed because the user
/// went on to something else, all others because the page or the instance has ended.
/// </summary>
public sealed class BrowserTab(IJSRuntime script) : CircuitHandler
{
    private const string TabKey = "tab";
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private Task<string>? _id;

    internal bool IsConnected { get; private set; }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsConnected = true;
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsConnected = false;
        return Task.CompletedTask;
    }

    /// <summary>
    /// The ID of the tab, which stays the same when the tab loads another page, or returns from the sign-in service. It is
    /// read until there is one. A duplicated tab has the ID of the original, because browsers copy <c>sessionStorage</c>.
    /// </summary>
    internal Task<string> IdAsync() => _id ??= ReadIdAsync();

    private async Task<string> ReadIdAsync()
    {
        try
        {
            var stored = await script.InvokeAsync<string?>("sessionStorage.getItem", MaxWait, TabKey);
            if (Guid.TryParse(stored, out var known))
                return $"{known}";

            var id = $"{Guid.NewGuid()}";
            await script.InvokeVoidAsync("sessionStorage.setItem", MaxWait, TabKey, id);
            return id;
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The browser stores nothing, or is not connected: its tabs are not distinguished. It is asked again next time.
            _id = null;
            return "";
        }
    }
}
