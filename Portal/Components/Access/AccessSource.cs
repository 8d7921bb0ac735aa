using Portal.Client;
using Portal.Contracts.Access;

namespace Portal.Components.Access;

/// <summary>
/// The user's access, fetched once per circuit and shared by the navigation, the home page and the actions on a row. It
/// only explains: if it is unknown, everything is offered and the API decides.
/// </summary>
public sealed class AccessSource(PortalApiClient api) : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private Task<AccessReport>? _report;

    /// <summary>Raised when <see cref="Known"/> may have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised when the user's access has changed since the pages were loaded, so that they reload.</summary>
    public event EventHandler? Renewed;

    /// <summary>The changes when <see cref="Renewed"/> was last raised, in sentences.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    /// <summary>The current report; null before the first response and after a failure.</summary>
    public AccessReport? Known => _report is { IsCompletedSuccessfully: true } done ? done.Result : null;

    /// <exception cref="PortalApiException">It could not be fetched; the next call retries.</exception>
    public Task<AccessReport> GetAsync() =>
        _report is null or { IsFaulted: true } or { IsCanceled: true } ? RefreshAsync() : _report;

    /// <summary>Fetches the report again, for instance after a role was assigned.</summary>
    /// <exception cref="PortalApiException">It could not be fetched.</exception>
    public async Task<AccessReport> RefreshAsync()
    {
        var report = _report = api.GetAccessSummaryAsync(_disposed.Token);
        try
        {
            return await report;
        }
        finally
        {
            if (report == _report)
                Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>
    /// Compares with newly issued tokens and reports changes; false if there are none. Does nothing before the first report.
    /// </summary>
    /// <exception cref="PortalApiException">It could not be fetched.</exception>
    public async Task<bool> CompareAsync()
    {
        if (Known is not { } before)
            return false;

        var now = AccessChanges.Merge(before, await api.GetAccessNowAsync(_disposed.Token));
        var changes = AccessChanges.Between(before, now);
        if (changes.Count == 0)
            return false;

        (_report, Changes) = (Task.FromResult(now), changes);
        Changed?.Invoke(this, EventArgs.Empty);
        Renewed?.Invoke(this, EventArgs.Empty);
        return true;
    }

    /// <summary>Lets open pages reload without a change of the user's access, after something was broken on purpose.</summary>
    public void ReloadPages()
    {
        Changes = [];
        Renewed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Ignores failures: for callers that work without the report.</summary>
    public async Task TryGetAsync()
    {
        try
        {
            await GetAsync();
        }
        catch (PortalApiException)
        {
            // Nothing is disabled in this case.
        }
        catch (OperationCanceledException)
        {
            // The circuit is closing.
        }
    }

    /// <summary>
    /// The access to an operation, see <see cref="OperationNames"/>; null if it is unknown, or if the API has a problem
    /// other than access.
    /// </summary>
    public OperationAccess? Of(string api, string operation) =>
        Known?.Apis.FirstOrDefault(a => a.Problem is null && a.Api.Equals(api, StringComparison.OrdinalIgnoreCase))?
            .Operations.FirstOrDefault(o => o.Name.Equals(operation, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
