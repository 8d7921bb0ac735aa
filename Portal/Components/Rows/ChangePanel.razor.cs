using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client;
using Portal.Components.Problems;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Components.Rows;

/// <summary>Takes a change from the offer to the row as the API answers it, with what can come between.</summary>
public sealed partial class ChangePanel
{
    internal const string Saved = "Saved.";
    internal const string Retention = "Kept as it is now. Nothing of yours was saved.";
    internal const string StillHere = "What you entered is still here, and not saved yet.";

    private ChangeOffer? _offer;
    private ChangeDraft? _draft;
    private ClaimsPrincipal _user = null!;
    private DataRow _seen = null!;
    private RowDifference? _versions;
    private ApiProblem? _problem;
    private string? _said;
    private bool _saving;
    private bool _returns;

    [Inject]
    public required PortalApiClient Client { get; set; }

    [Inject]
    public required InterruptedChanges Interrupted { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [Parameter, EditorRequired]
    public required string Api { get; set; }

    [Parameter, EditorRequired]
    public required DataView View { get; set; }

    [Parameter, EditorRequired]
    public required RowChange Change { get; set; }

    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Parameter, EditorRequired]
    public required DataRow Row { get; set; }

    /// <summary>The row as it is now: saved, or found to be another's.</summary>
    [Parameter, EditorRequired]
    public EventCallback<DataRow> OnRow { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Access.Changed += ShowAccess;
        _user = (await Authentication).User;
        TakeUp();
        await Access.TryGetAsync();
    }

    public void Dispose() => Access.Changed -= ShowAccess;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_returns || _offer is null)
            return;

        _returns = false;
        await _offer.FocusAsync();
    }

    private void ShowAccess(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);

    // Saving it sent the user away; here he is again. It is not saved by itself: he may have thought otherwise.
    private void TakeUp()
    {
        if (Interrupted.Take(_user, Api, View.Name, Key) is not var (seen, draft))
            return;

        (_seen, _draft) = (seen, draft);
        _said = StillHere;
    }

    // The version in view when the form opens is the one that the change is decided on.
    private void Open()
    {
        (_seen, _draft, _versions, _problem, _said) = (Row, new ChangeDraft(Change, Row.Value), null, null, null);
    }

    private void Close()
    {
        (_draft, _versions, _problem, _returns) = (null, null, null, true);
        Interrupted.Take(_user, Api, View.Name, Key);
    }

    private async Task SendAsync(DataRow on)
    {
        // A second click, or Enter, while the first is on its way.
        if (_saving || _draft is not { } draft)
            return;

        (_problem, _said) = (null, null);
        if (draft.Read() is not { } change)
            return;

        _saving = true;
        try
        {
            // Not cancelled when the drawer closes: nobody would know then whether it was saved.
            var saved = await Client.ChangeRowAsync(Api, View.Name, Key, change, on.ETag, CancellationToken.None);
            _said = $"{Saved} {string.Join(' ', draft.Wanted.Select(f => $"{f.Title} is {Now(f, saved)} now."))}";
            Close();
            await OnRow.InvokeAsync(saved);
        }
        catch (PortalApiException exception) when (exception.Problem.Code == ProblemCodes.Stale)
        {
            await CompareAsync(on);
        }
        catch (PortalApiException exception)
        {
            _problem = exception.Problem;
            if (ProblemText.LeadsAway(exception.Problem))
                Interrupted.Keep(_user, Api, View.Name, Key, on, draft);
        }
        finally
        {
            _saving = false;
        }
    }

    private async Task CompareAsync(DataRow before)
    {
        try
        {
            _versions = new RowDifference(before, await Client.GetRowAsync(Api, View.Name, Key, CancellationToken.None));
        }
        catch (PortalApiException exception)
        {
            _problem = exception.Problem;
        }
    }

    private async Task KeepAsync()
    {
        if (_saving || _versions is not { Now: var theirs })
            return;

        Close();
        _said = Retention;
        await OnRow.InvokeAsync(theirs);
    }

    private string? Nothing() => ChangeOptions.Blocked(Change, Row.Value) is { } field
        ? $"There is nothing to change now: {field.Title} is {Now(field, Row)} and can become nothing else."
        : null;

    private static string Now(ChangeField field, DataRow row) =>
        FieldText.Of(field, row.Value) is { Length: > 0 } text ? ChangeOptions.Word(field, text) : "empty";
}
