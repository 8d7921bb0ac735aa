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

    [Inject]
    public required PortalApiClient Client { get; set; }

    [Inject]
    public required InterruptedDrafts Interrupted { get; set; }

    [Inject]
    public required AuthenticationStateProvider Session { get; set; }

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
        RestoreInterrupted();
        await Access.TryGetAsync();
    }

    public void Dispose()
    {
        Access.Changed -= ShowAccess;
        Session.AuthenticationStateChanged -= KeepWhenSignedOut;
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
        if (_draft is { } draft && (await state).User.Identity?.IsAuthenticated is not true)
            Interrupted.Keep(_user, Api, View.Name, Key, _seen, draft);
    }

    // Saving redirected the user to the sign-in service, and they are back. It is not saved automatically: they may
    // have changed their mind.
    private void RestoreInterrupted()
    {
        if (Interrupted.Take(_user, Api, View.Name, Key) is not var (seen, draft))
            return;

        (_seen, _draft) = (seen, draft);
        _status = NotSavedYet;
    }

    // The version shown when the form opens is the one that If-Match names.
    private void Open()
    {
        (_seen, _draft, _versions, _problem, _status) = (Row, new ChangeDraft(Change, Row.Value), null, null, null);
    }

    private void Close()
    {
        (_draft, _versions, _problem, _restoresFocus) = (null, null, null, true);
        Interrupted.Take(_user, Api, View.Name, Key);
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
