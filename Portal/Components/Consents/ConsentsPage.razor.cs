using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Components.Audit;
using Portal.Components.Shared;
using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

public sealed partial class ConsentsPage(PortalApiClient client, NavigationManager navigation)
{
    public const string ListLabel = "Consents";

    internal const string ShowAllLabel = "Show sign-in scopes and the portal’s own consents";

    private const string Lead = "Which apps may call which APIs on behalf of which users. "
        + "A preview shows the effects of each change before it is applied. "
        + "Microsoft Graph does not report when a consent was given; the list shows when it was changed here.";

    private readonly LoadState<ConsentList> _list = new();
    private readonly Dictionary<string, ConsentEntry> _selected = new(StringComparer.Ordinal);
    private ConsentFilter _filter = new();
    private IReadOnlyList<ConsentChange> _changes = [];
    private object? _applied;
    private bool _isListed;
    private bool _showsAll;
    private int _previews;
    private string? _shownAddress;
    private string? _listedAddress;

    [SupplyParameterFromQuery]
    public string? Client { get; set; }

    [SupplyParameterFromQuery]
    public string? Resource { get; set; }

    [SupplyParameterFromQuery]
    public string? Principal { get; set; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Next { get; set; }

    /// <summary>
    /// The changes to preview; in the address, so that they survive a reload and a redirect to give consent.
    /// </summary>
    [SupplyParameterFromQuery]
    public string[]? Change { get; set; }

    /// <summary>The number of the audit log entry to undo.</summary>
    [SupplyParameterFromQuery(Name = AuditLogAddress.Undo)]
    public string? Undo { get; set; }

    /// <summary>Whether to undo all changes that were applied together with the entry.</summary>
    [SupplyParameterFromQuery(Name = AuditLogAddress.Whole)]
    public string? UndoWhole { get; set; }

    private bool ShowsAll => _showsAll || _filter.Resource is not null;

    private ConsentFilter ForEveryone => _filter with { Principal = null, Kind = ConsentKinds.Everyone, Next = null };

    public override void Dispose()
    {
        base.Dispose();
        _list.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = new ConsentFilter(
            NullIfEmpty(Client), NullIfEmpty(Resource), NullIfEmpty(Principal), NullIfEmpty(Kind), NullIfEmpty(Next));
        var changes = ConsentsAddress.ReadChanges(Change);
        var address = $"{AddressOf(changes)} {Undo} {UndoWhole}";
        if (!IsAdministrator || !RendererInfo.IsInteractive || address == _shownAddress)
            return;

        _isListed = _list.Value is not null && ConsentsAddress.Of(_filter) == _listedAddress;
        (_shownAddress, _changes) = (address, changes);
        if (_isListed)
            return;

        _selected.Clear();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = _filter;
        _listedAddress = ConsentsAddress.Of(filter);
        await _list.LoadAsync(cancellation => client.GetConsentsAsync(filter, cancellation));

        // A preview follows the list, because it compares a change with the scopes that the list shows.
        _isListed = true;
        DeselectHidden();
        StateHasChanged();
    }

    private Task ReloadAsync()
    {
        _applied = new object();
        _selected.Clear();
        return LoadAsync();
    }

    private List<ConsentChange> ChangesOfShownScopes() => [.. _changes.Select(c => c.WithShownScopes(_list.Value))];

    private void OpenPreview(ConsentChange change) => OpenPreview([change]);

    private void RevokeSelected() => OpenPreview([.. _selected.Values.Select(c => c.ToChange([]))]);

    private void OpenPreview(IReadOnlyList<ConsentChange> changes)
    {
        // The same changes again, based on other scopes: the address stays the same, so a new key reloads the preview.
        if (_changes.Count > 0 && AddressOf(changes) == AddressOf(_changes))
            _previews++;
        else
            navigation.NavigateTo(AddressOf(changes));
    }

    // Previews the same change on the current scopes, together with the others. Those applied already need no change.
    private async Task RebaseAsync(ConsentChange change)
    {
        await LoadAsync();
        OpenPreview([.. _changes.Where(c => !c.Subject.Equals(change.Subject)), change]);
    }

    private void Select(ConsentEntry consent, bool isSelected)
    {
        if (isSelected)
            _selected[consent.Key()] = consent;
        else
            _selected.Remove(consent.Key());
    }

    private void ToggleAll()
    {
        _showsAll = !_showsAll;
        DeselectHidden();
    }

    // A consent that is not shown must not be revoked with the selected ones.
    private void DeselectHidden()
    {
        if (_list.Value is not { } list)
            return;

        var shown = FoldedConsents.Of(list, ShowsAll).Shown.Select(c => c.Key()).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _selected.Keys.Where(key => !shown.Contains(key)).ToList())
            _selected.Remove(key);
    }

    private string Announcement() => this switch
    {
        { IsAdministrator: false } => "",
        { _list.IsLoading: true } => "Loading the consents…",
        { _list.Value: { } list } => ShownText(FoldedConsents.Of(list, ShowsAll).Shown.Count),
        _ => "",
    };

    private static string ShownText(int count) => count == 1 ? "1 consent shown." : $"{count} consents shown.";

    private string AddressOf(IReadOnlyList<ConsentChange> changes) => ConsentsAddress.Of(_filter, changes);

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
