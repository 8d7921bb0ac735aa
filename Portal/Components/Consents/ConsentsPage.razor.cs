using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Components.Audit;
using Portal.Components.Shared;
using Portal.Contracts.Audit;
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
    private string? _shown;
    private string? _listed;

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

    /// <summary>The change that is being thought about: it outlasts a reload, and a consent asked for on the way.</summary>
    [SupplyParameterFromQuery]
    public string[]? Change { get; set; }

    /// <summary>A row of the audit trail that is to be taken back.</summary>
    [SupplyParameterFromQuery(Name = AuditLogAddress.Undo)]
    public string? Undone { get; set; }

    /// <summary>With all that was applied together with it.</summary>
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
        _filter = new ConsentFilter(Given(Client), Given(Resource), Given(Principal), Given(Kind), Given(Next));
        var steps = ConsentsAddress.ReadSteps(Change);
        var shown = $"{new ConsentsAddress(_filter, steps).Write()} {Undone} {Run}";
        if (!IsAdministrator || !RendererInfo.IsInteractive || shown == _shown)
            return;

        var listed = _shown is not null && _list.Value is not null && ConsentsAddress.Of(_filter) == _listed;
        (_shown, _steps) = (shown, steps);
        if (_steps.Count == 0)
            _preview.Clear();

        if (!listed)
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
        _listed = ConsentsAddress.Of(filter);
        await _list.LoadAsync(cancellation => client.GetGrantsAsync(filter, cancellation));
        StateHasChanged();
    }

    private async Task PreviewAsync()
    {
        _done = null;
        _change.Clear();
        var steps = _steps.Select(s => s.WithShown(_list.Value)).ToList();
        await _preview.LoadAsync(cancellation => client.PreviewGrantsAsync(steps, cancellation));
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

        var steps = preview.Steps.Where(s => s.State == ConsentChangeStates.Ready).Select(s => s.Step).ToList();
        if (!await _change.LoadAsync(cancellation => client.ChangeGrantsAsync(steps, cancellation)) || _change.Value is not { } done)
            return;

        _done = done;
        _selected.Clear();
        navigation.NavigateTo(ConsentsAddress.Of(_filter), replace: true);
        await LoadAsync();
    }

    private void Think(ConsentChange step) => Think([step]);

    private void ThinkOfAll() => Think([.. _selected.Values.Select(g => ConsentsShown.StepOf(g, []))]);

    private void Think(IReadOnlyList<ConsentChange> steps)
    {
        _done = null;
        navigation.NavigateTo(new ConsentsAddress(_filter, steps).Write());
    }

    // What was meant is made anew of what there is now, and thought about once more.
    private async Task GoOn(ConsentChange step)
    {
        await LoadAsync();
        var others = (_done is null ? _steps : []).Where(s => (s.Client, s.Resource, s.Principal) != (step.Client, step.Resource, step.Principal));
        Think([.. others, step]);
    }

    private void Undo() =>
        Think([.. (_done?.Steps ?? []).Where(s => s.State == ConsentChangeStates.Applied).Select(s => s.Step.Reversed())]);

    private async Task DismissAsync()
    {
        _done = null;
        _preview.Clear();
        navigation.NavigateTo(ConsentsAddress.Of(_filter), replace: true);
        if (_list is { Value: not null, Problem: null })
            await _heading.FocusAsync();
    }

    private void Select(ConsentEntry grant, bool chosen)
    {
        if (chosen)
            _selected[ConsentsShown.KeyOf(grant)] = grant;
        else
            _selected.Remove(ConsentsShown.KeyOf(grant));
    }

    private string Announcement() => this switch
    {
        { IsAdministrator: false } => "",
        { _change.IsLoading: true } => "Changing the consents…",
        { _preview.IsLoading: true } => "Looking at what it would change…",
        { _list.IsLoading: true } => "Loading the consents…",
        { _done: { } done } => $"{done.Steps.Count(s => s.State == ConsentChangeStates.Applied)} of {done.Steps.Count} changed.",
        { _list.Value: { } list } => (list.Grants.Count + list.PreAuthorized.Count) is 1 and var one
            ? $"{one} consent shown."
            : $"{list.Grants.Count + list.PreAuthorized.Count} consents shown.",
        _ => "",
    };

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
