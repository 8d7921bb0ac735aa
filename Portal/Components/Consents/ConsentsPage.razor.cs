using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Components.Audit;
using Portal.Components.Shared;
using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

public sealed partial class ConsentsPage(PortalApiClient client, NavigationManager navigation) : IDisposable
{
    public const string ListLabel = "Consents";

    private readonly LoadState<ConsentList> _list = new();
    private readonly Dictionary<string, ConsentEntry> _selected = new(StringComparer.Ordinal);
    private ConsentFilter _filter = new();
    private IReadOnlyList<ConsentChange> _steps = [];
    private object? _applied;
    private bool _isListed;
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
    /// The change to preview; in the address, so that it survives a reload and a redirect to give consent.
    /// </summary>
    [SupplyParameterFromQuery]
    public string[]? Change { get; set; }

    /// <summary>The entry of the audit log to undo.</summary>
    [SupplyParameterFromQuery(Name = AuditLogAddress.Undo)]
    public string? Undone { get; set; }

    /// <summary>Whether to undo everything that was applied together with the entry.</summary>
    [SupplyParameterFromQuery(Name = AuditLogAddress.Whole)]
    public string? Run { get; set; }

    public void Dispose() => _list.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        _filter = new ConsentFilter(
            NullIfEmpty(Client), NullIfEmpty(Resource), NullIfEmpty(Principal), NullIfEmpty(Kind), NullIfEmpty(Next));
        var steps = ConsentsAddress.ReadSteps(Change);
        var address = $"{AddressOf(steps)} {Undone} {Run}";
        if (!IsAdministrator || !RendererInfo.IsInteractive || address == _shownAddress)
            return;

        _isListed = _shownAddress is not null && _list.Value is not null && ConsentsAddress.Of(_filter) == _listedAddress;
        (_shownAddress, _steps) = (address, steps);
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
        StateHasChanged();
    }

    private Task ReloadAsync()
    {
        _applied = new object();
        _selected.Clear();
        return LoadAsync();
    }

    private List<ConsentChange> ShownSteps() => [.. _steps.Select(s => s.WithShownScopes(_list.Value))];

    private void OpenPreview(ConsentChange step) => OpenPreview([step]);

    private void RevokeSelected() => OpenPreview([.. _selected.Values.Select(c => c.ToChange([]))]);

    private void OpenPreview(IReadOnlyList<ConsentChange> steps)
    {
        // The same change again, based on other scopes: the address does not change.
        if (_steps.Count > 0 && AddressOf(steps) == AddressOf(_steps))
            _previews++;
        else
            navigation.NavigateTo(AddressOf(steps));
    }

    // Previews the same change on the current scopes, together with the others. Those applied already need no change.
    private async Task RebaseAsync(ConsentChange step)
    {
        await LoadAsync();
        var others = _steps.Where(s => (s.Client, s.Resource, s.Principal) != (step.Client, step.Resource, step.Principal));
        OpenPreview([.. others, step]);
    }

    private void Select(ConsentEntry consent, bool isSelected)
    {
        if (isSelected)
            _selected[consent.Key()] = consent;
        else
            _selected.Remove(consent.Key());
    }

    private string Announcement() => this switch
    {
        { IsAdministrator: false } => "",
        { _list.IsLoading: true } => "Loading the consents…",
        { _list.Value: { } list } => (list.Consents.Count + list.PreAuthorized.Count) is 1 and var one
            ? $"{one} consent shown."
            : $"{list.Consents.Count + list.PreAuthorized.Count} consents shown.",
        _ => "",
    };

    private string AddressOf(IReadOnlyList<ConsentChange> steps) => new ConsentsAddress(_filter, steps).Write();

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
