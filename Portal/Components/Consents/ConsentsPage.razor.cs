using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Components.Audit;
using Portal.Components.Shared;
using Portal.Contracts.Audit;
using Portal.Contracts.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Components.Consents;

public sealed partial class ConsentsPage(PortalApiClient client, NavigationManager navigation) : IDisposable
{
    public const string ListLabel = "Consents";

    private readonly LoadState<ConsentList> _list = new();
    private readonly LoadState<ConsentChangeReport> _preview = new();
    private readonly LoadState<ConsentChangeReport> _change = new();
    private readonly Dictionary<string, ConsentEntry> _selected = new(StringComparer.Ordinal);
    private ConsentFilter _filter = new();
    private IReadOnlyList<ConsentChange> _steps = [];
    private ConsentChangeReport? _done;
    private ElementReference _heading;
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

    public void Dispose()
    {
        _list.Dispose();
        _preview.Dispose();
        _change.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _filter = new ConsentFilter(
            NullIfEmpty(Client), NullIfEmpty(Resource), NullIfEmpty(Principal), NullIfEmpty(Kind), NullIfEmpty(Next));
        var steps = ConsentsAddress.ReadSteps(Change);
        var address = $"{new ConsentsAddress(_filter, steps).Write()} {Undone} {Run}";
        if (!IsAdministrator || !RendererInfo.IsInteractive || address == _shownAddress)
            return;

        var isListed = _shownAddress is not null && _list.Value is not null && ConsentsAddress.Of(_filter) == _listedAddress;
        (_shownAddress, _steps) = (address, steps);
        if (_steps.Count == 0)
            _preview.Clear();

        if (!isListed)
        {
            _selected.Clear();
            await LoadAsync();
        }

        if (steps.Count > 0)
            await PreviewAsync();
    }

    private async Task LoadAsync()
    {
        var filter = _filter;
        _listedAddress = ConsentsAddress.Of(filter);
        await _list.LoadAsync(cancellation => client.GetConsentsAsync(filter, cancellation));
        StateHasChanged();
    }

    private async Task PreviewAsync()
    {
        _done = null;
        _change.Clear();
        var steps = _steps.Select(s => s.WithShownScopes(_list.Value)).ToList();
        await _preview.LoadAsync(cancellation => client.PreviewConsentsAsync(steps, cancellation));
    }

    private Task PreviewUndoAsync(UndoPlan plan)
    {
        _steps = plan.Consents;
        return PreviewAsync();
    }

    private async Task ApplyAsync()
    {
        if (_change.IsLoading || _preview.Value is not { } preview)
            return;

        var steps = preview.Steps.Where(s => s.State == ChangeStates.Ready).Select(s => s.Step).ToList();
        if (!await _change.LoadAsync(cancellation => client.ChangeConsentsAsync(steps, cancellation)) || _change.Value is not { } done)
            return;

        _done = done;
        _selected.Clear();
        navigation.NavigateTo(ConsentsAddress.Of(_filter), replace: true);
        await LoadAsync();
    }

    private void OpenPreview(ConsentChange step) => OpenPreview([step]);

    private void RevokeSelected() => OpenPreview([.. _selected.Values.Select(c => c.ToChange([]))]);

    private void OpenPreview(IReadOnlyList<ConsentChange> steps)
    {
        _done = null;
        navigation.NavigateTo(new ConsentsAddress(_filter, steps).Write());
    }

    // Previews the same change on the current scopes, together with the other pending steps.
    private async Task RebaseAsync(ConsentChange step)
    {
        await LoadAsync();
        var others = (_done is null ? _steps : [])
            .Where(s => (s.Client, s.Resource, s.Principal) != (step.Client, step.Resource, step.Principal));
        OpenPreview([.. others, step]);
    }

    private void Undo() =>
        OpenPreview([.. (_done?.Steps ?? []).Where(s => s.State == ChangeStates.Done).Select(s => s.Step.Reversed())]);

    private async Task DismissAsync()
    {
        _done = null;
        _preview.Clear();
        navigation.NavigateTo(ConsentsAddress.Of(_filter), replace: true);
        if (_list is { Value: not null, Problem: null })
            await _heading.FocusAsync();
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
        { _change.IsLoading: true } => "Changing the consents…",
        { _preview.IsLoading: true } => "Loading the preview…",
        { _list.IsLoading: true } => "Loading the consents…",
        { _done: { } done } => $"{done.Steps.Count(s => s.State == ChangeStates.Done)} of {done.Steps.Count} changed.",
        { _list.Value: { } list } => (list.Consents.Count + list.PreAuthorized.Count) is 1 and var one
            ? $"{one} consent shown."
            : $"{list.Consents.Count + list.PreAuthorized.Count} consents shown.",
        _ => "",
    };

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
