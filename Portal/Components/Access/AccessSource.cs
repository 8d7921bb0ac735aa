using Portal.Client;
using Portal.Contracts.Access;

namespace Portal.Components.Access;

/// <summary>
/// What the user's token opens, fetched once per circuit and shared by the navigation, the home page and the actions
/// on a row. It explains and never decides: where it is not known, everything is offered and the API answers.
/// </summary>
public sealed class AccessSource(PortalApiClient api) : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private Task<AccessReport>? _report;

    /// <summary>Raised when <see cref="Known"/> may have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised when what the user may do has changed behind what pages show: they load anew.</summary>
    public event EventHandler? Renewed;

    /// <summary>What had changed when <see cref="Renewed"/> was last raised, in sentences.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    /// <summary>What is known now; null before the first answer and after a failure.</summary>
    public AccessReport? Known => _report is { IsCompletedSuccessfully: true } done ? done.Result : null;

    /// <exception cref="PortalApiException">It could not be fetched; asking again tries again.</exception>
    public Task<AccessReport> GetAsync() =>
        _report is null or { IsFaulted: true } or { IsCanceled: true } ? RefreshAsync() : _report;

    /// <summary>Asks anew, for instance after a role was assigned.</summary>
    /// <exception cref="PortalApiException">It could not be fetched.</exception>
    public async Task<AccessReport> RefreshAsync()
    {
        var report = _report = api.GetAccessAsync(_disposed.Token);
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

    /// <summary>Asks with tokens issued now whether anything has changed since; not where nothing was known before.</summary>
    /// <exception cref="PortalApiException">It could not be fetched.</exception>
    public async Task CompareAsync()
    {
        if (Known is not { } before)
            return;

        var now = AccessChanges.Merge(before, await api.GetAccessNowAsync(_disposed.Token));
        var changes = AccessChanges.Between(before, now);
        if (changes.Count == 0)
            return;

        (_report, Changes) = (Task.FromResult(now), changes);
        Changed?.Invoke(this, EventArgs.Empty);
        Renewed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>For those who do without: whoever needs the answer says what is wrong.</summary>
    public async Task TryGetAsync()
    {
        try
        {
            await GetAsync();
        }
        catch (PortalApiException)
        {
            // Nothing is disabled then.
        }
        catch (OperationCanceledException)
        {
            // The circuit ends.
        }
    }

    /// <summary>What is known of a view; null when nothing is, or when something other than access stands in the way.</summary>
    public ViewAccess? Of(string api, string view) =>
        Known?.Apis.FirstOrDefault(a => a.Problem is null && a.Api.Equals(api, StringComparison.OrdinalIgnoreCase))?
            .Views.FirstOrDefault(v => v.Name.Equals(view, StringComparison.OrdinalIgnoreCase));

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }
}
