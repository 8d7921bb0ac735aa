using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client;
using Portal.Components.Problems;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Components.Rows;

/// <summary>Handles a change from the offer to the saved row, including conflicts and interruptions.</summary>
public sealed partial class ChangePanel
{
    internal const string Saved = "Saved.";
    internal const string OtherVersionKept = "The other version was kept. Your change was not saved.";
    internal const string NotSavedYet = "Your input is still here but not saved yet.";

    private ChangeOffer? _offer;
    private ChangeDraft? _draft;
    private ClaimsPrincipal _user = null!;
    private DataRow _seen = null!;
    private RowDifference? _versions;
    private ApiProblem? _problem;
    private string? _status;
    private bool _saving;
    private bool _restoresFocus;
    private bool _isKept;

    [Inject]
    public required PortalApiClient Client { get; set; }

    [Inject]
    public required InterruptedDrafts Interrupted { get; set; }

    [Inject]
    public required AuthenticationStateProvider Session { get; set; }

    [Inject]
    public required BrowserTab Tab { get; set; }

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

    /// <summary>Raised with the current row after a save, or when the user keeps another user's version.</summary>
    [Parameter, EditorRequired]
    public EventCallback<DataRow> OnRow { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Access.Changed += ShowAccess;
        Session.AuthenticationStateChanged += KeepWhenSignedOut;
        _user = (await Session.GetAuthenticationStateAsync()).User;
        await RestoreInterruptedAsync();
        await Access.TryGetAsync();
    }

    public void Dispose()
    {
        Access.Changed -= ShowAccess;
        Session.AuthenticationStateChanged -= KeepWhenSignedOut;

        // The user has left the form. If the page or the instance has ended instead, the change stays.
        if (_draft is not null && Interrupted.IsShared && !_isKept && Tab.IsConnected)
            _ = ForgetAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_restoresFocus || _offer is null)
            return;

        _restoresFocus = false;
        await _offer.FocusAsync();
    }

    private void ShowAccess(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);

    // The session has ended, and the page is replaced by one that says so. The user may be back soon.
    private void KeepWhenSignedOut(Task<AuthenticationState> state) => _ = KeepWhenSignedOutAsync(state);

    private async Task KeepWhenSignedOutAsync(Task<AuthenticationState> state)
    {
        if (_draft is not { } draft || (await state).User.Identity?.IsAuthenticated is true)
            return;

        _isKept = true;
        await KeepAsync(_seen, draft);
    }

    // Saving redirected the user to the sign-in service, and they are back. It is not saved automatically: they may
    // have changed their mind.
    private async Task RestoreInterruptedAsync()
    {
        // It was kept without a tab if the browser did not name one then.
        var edited = await EditedAsync();
        var kept = await Interrupted.TakeAsync(edited) ?? await Interrupted.TakeAsync(edited with { Tab = "" });
        if (kept is not var (row, version, texts))
            return;

        _seen = new DataRow(row, version);
        _draft = NewDraft(texts);
        _status = NotSavedYet;
        KeepEntered();
    }

    private ChangeDraft NewDraft(IReadOnlyDictionary<string, string>? entered = null) =>
        new(Change, _seen.Value, entered) { Edited = KeepEntered };

    // In the background: nobody waits for it, and the next input keeps the change again.
    private void KeepEntered()
    {
        if (Interrupted.IsShared && _draft is { } draft)
            _ = KeepAsync(_seen, draft);
    }

    private async Task KeepAsync(DataRow seen, ChangeDraft draft) =>
        await Interrupted.KeepAsync(await EditedAsync(), seen, draft);

    private async Task ForgetAsync() => await Interrupted.RemoveAsync(await EditedAsync());

    private async Task<EditedRow> EditedAsync() => new(_user, await Tab.IdAsync(), Api, View.Name, Key);

    // The version shown when the form opens is the one that If-Match names.
    private void Open()
    {
        (_seen, _versions, _problem, _status, _isKept) = (Row, null, null, null, false);
        _draft = NewDraft();
    }

    private void Close()
    {
        (_draft, _versions, _problem, _restoresFocus) = (null, null, null, true);
        _ = ForgetAsync();
    }

    private async Task SendAsync(DataRow on)
    {
        // A second click, or Enter, while the first request is running.
        if (_saving || _draft is not { } draft)
            return;

        (_problem, _status) = (null, null);
        if (draft.Read() is not { } change)
            return;

        _saving = true;
        try
        {
            // Not cancelled when the drawer closes: it would then be unknown whether the change was saved.
            var saved = await Client.ChangeRowAsync(Api, View.Name, Key, change, on.ETag, CancellationToken.None);
            _status = $"{Saved} {string.Join(' ', draft.FieldsToSend.Select(f => $"{f.Title} is now {Now(f, saved)}."))}";
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
            {
                _isKept = true;
                await KeepAsync(on, draft);
            }
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

    private async Task KeepOtherAsync()
    {
        if (_saving || _versions is not { Now: var other })
            return;

        Close();
        _status = OtherVersionKept;
        await OnRow.InvokeAsync(other);
    }

    private string? BlockedReason() => ChangeOptions.Blocked(Change, Row.Value) is { } field
        ? $"{field.Title} is {Now(field, Row)} and cannot be changed now."
        : null;

    private static string Now(ChangeField field, DataRow row) =>
        FieldText.Of(field, row.Value) is { Length: > 0 } text ? ChangeOptions.Text(field, text) : "empty";
}
