using Portal.Client;
using Portal.Components.Access;
using Portal.Components.Data;
using Portal.Contracts.Data;

namespace Portal.Components.Find;

/// <summary>
/// The entries that come from the portal's API, with the user's own token. A source that fails is left out and named; one
/// that an administrator has not consented to is not requested again by this circuit.
/// </summary>
internal sealed class FindSources(PortalApiClient client, ViewCatalogSource catalog, AccessSource access)
{
    /// <summary>Shorter texts would find most of a directory.</summary>
    public const int MinPersonLength = 2;

    private IReadOnlyList<FindEntry> _saved = [];
    private IReadOnlyList<FindEntry> _traces = [];
    private IReadOnlyList<FindEntry>? _roles;
    private IReadOnlyList<FindEntry> _people = [];
    private ViewCatalog? _catalog;
    private bool _noDirectory;
    private bool _noRoles;

    /// <summary>What could not be read, in words; empty if nothing failed.</summary>
    public HashSet<string> Failed { get; } = [];

    /// <summary>Whether the portal may not read the directory for this administrator yet.</summary>
    public bool NeedsConsent => _noDirectory;

    public IEnumerable<FindEntry> Entries(bool isAdministrator)
    {
        var own = (_catalog is null ? [] : FindEntries.OfViews(_catalog, access)).Concat(_saved).Concat(_traces);
        return isAdministrator ? own.Concat(_people).Concat(_roles ?? []) : own;
    }

    /// <summary>Reads what everyone has: views, saved views and recent requests.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        Failed.Clear();
        await Task.WhenAll(
            ReadAsync("views", async () => _catalog = await catalog.GetAsync()),
            ReadAsync("saved views", async () => _saved = [.. FindEntries.Of(await client.ListSavedViewsAsync(cancellationToken))]),
            ReadAsync("recent requests", async () => _traces = [.. FindEntries.Of(await client.ListTracesAsync(cancellationToken))]));
    }

    /// <summary>Searches the directory, for administrators.</summary>
    public async Task SearchAsync(string text, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            _noDirectory ? Task.CompletedTask : ReadAsync("users", () => FindPeopleAsync(text, cancellationToken)),
            _noRoles || _roles is not null ? Task.CompletedTask : ReadAsync("roles", () => ListRolesAsync(cancellationToken)));
    }

    public void ForgetPeople() => _people = [];

    private async Task FindPeopleAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            _people = [.. FindEntries.Of(await client.ListPeopleAsync(text, cancellationToken))];
        }
        catch (PortalApiException exception) when (exception.Problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            (_people, _noDirectory) = ([], true);
        }
    }

    private async Task ListRolesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var apis = await Task.WhenAll((_catalog?.Apis ?? []).Select(api => client.ListRolesAsync(api.Api, cancellationToken)));
            _roles = [.. apis.SelectMany(FindEntries.Of)];
        }
        catch (PortalApiException exception) when (exception.Problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
        {
            _noRoles = true;
        }
    }

    private async Task ReadAsync(string source, Func<Task> read)
    {
        try
        {
            await read();
            Failed.Remove(source);
        }
        catch (PortalApiException)
        {
            Failed.Add(source);
        }
    }
}
