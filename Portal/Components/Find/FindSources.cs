using Portal.Client;
using Portal.Components.Access;
using Portal.Components.Data;
using Portal.Contracts.Data;
using Portal.Contracts.SavedViews;

namespace Portal.Components.Find;

/// <summary>
/// The entries that come from the portal's API, with the user's own token. A source that fails is left out and named; one
/// that an administrator has not consented to is not requested again by this circuit.
/// </summary>
internal sealed class FindSources(PortalApiClient client, ViewCatalogSource catalog, AccessSource access)
{
    /// <summary>Shorter texts would find most of a directory.</summary>
    public const int MinPersonLength = 2;

    private IReadOnlyList<FindEntry> _traces = [];
    private IReadOnlyList<FindEntry> _people = [];
    private readonly SortedDictionary<string, IReadOnlyList<FindEntry>> _roles = new(StringComparer.OrdinalIgnoreCase);
    private SavedViewList? _saved;
    private ViewCatalog? _catalog;
    private bool _noDirectory;

    /// <summary>What could not be read, in words; empty if nothing failed.</summary>
    public HashSet<string> Failed { get; } = [];

    /// <summary>Whether the portal may not read the directory for this administrator yet.</summary>
    public bool NeedsConsent => _noDirectory;

    public IEnumerable<FindEntry> Entries(bool isAdministrator)
    {
        var own = (_catalog is null ? [] : FindEntries.OfViews(_catalog, access))
            .Concat(_saved is null ? [] : FindEntries.Of(_saved, _catalog)).Concat(_traces);
        return isAdministrator ? own.Concat(_people).Concat(_roles.Values.SelectMany(roles => roles)) : own;
    }

    /// <summary>Reads what everyone has: views, saved views and recent requests.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Failed.Clear();
        await Task.WhenAll(
            ReadAsync("views", async () => _catalog = await catalog.GetAsync(), cancellationToken),
            ReadAsync("saved views", async () => _saved = await client.ListSavedViewsAsync(cancellationToken), cancellationToken),
            ReadAsync(
                "recent requests",
                async () => _traces = [.. FindEntries.Of(await client.ListTracesAsync(cancellationToken))],
                cancellationToken));
    }

    /// <summary>Searches the directory, for administrators.</summary>
    public async Task SearchAsync(string text, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            _noDirectory ? Task.CompletedTask : ReadAsync("users", () => FindPeopleAsync(text, cancellationToken), cancellationToken),
            ReadAsync("roles", () => ListRolesAsync(cancellationToken), cancellationToken));
    }

    public void ForgetPeople() => _people = [];

    private async Task FindPeopleAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.ListPeopleAsync(text, cancellationToken);

            // A late response must not replace newer results, or return after they were forgotten.
            cancellationToken.ThrowIfCancellationRequested();
            _people = [.. FindEntries.Of(found)];
        }
        catch (PortalApiException exception) when (exception.Problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            (_people, _noDirectory) = ([], true);
        }
    }

    // Waits for the catalogue, which may still be loading. Each API is read once, and fails on its own.
    private async Task ListRolesAsync(CancellationToken cancellationToken)
    {
        var views = await catalog.GetAsync().WaitAsync(cancellationToken);
        await Task.WhenAll(views.Apis.Where(api => !_roles.ContainsKey(api.Api)).Select(api => ListRolesAsync(api.Api, cancellationToken)));
    }

    private async Task ListRolesAsync(string api, CancellationToken cancellationToken)
    {
        try
        {
            _roles[api] = [.. FindEntries.Of(await client.ListRolesAsync(api, cancellationToken))];
        }
        catch (PortalApiException exception) when (exception.Problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            _roles[api] = [];
        }
    }

    private async Task ReadAsync(string source, Func<Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read();
            cancellationToken.ThrowIfCancellationRequested();
            Failed.Remove(source);
        }
        catch (PortalApiException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Failed.Add(source);
        }
    }
}
