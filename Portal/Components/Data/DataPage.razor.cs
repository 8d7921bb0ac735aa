using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Components.Problems;
using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>One view of one downstream API, as a table whose whole state is in its address.</summary>
public sealed partial class DataPage
{
    internal const string ChangedText = "The API changed this view while the page was open.";
    internal const string GoneText =
        "The API no longer publishes this view. Filters and columns stay in the address: refresh the page to try again.";

    private static readonly TimeSpan NoticeableDelay = TimeSpan.FromMilliseconds(300);

    private readonly PageHistory _history = new();
    private readonly LoadState<PageOfRows> _rows = new();
    private DataView? _view;
    private ApiProblem? _catalogProblem;
    private string _apiTitle = "";
    private string _address = "";
    private ViewState _state = new();
    private ViewState _shown = new();
    private (string, ViewState)? _requested;
    private TimeSpan _elapsed;
    private bool _holding;
    private bool _isRefused; // By the last load that ended: while it is repeated, nothing moves.
    private bool _choosing;
    private bool _saving;
    private bool _charting;
    private string? _changed;
    private int _loads;
    private string? _triedVersion; // Another instance may not have read the new document yet.
    private (DataColumn? Column, string Anchor)? _filtering;
    private LongScroll? _scroll;

    [Parameter]
    public required string Api { get; set; }

    [Parameter]
    public required string View { get; set; }

    /// <summary>Makes Blazor set parameters whenever the query changes; the query itself is read from the address.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    protected override Task OnParametersSetAsync() => OpenAsync();

    // While the next rows are loading and not yet slow, nothing is rendered: the new page appears at once.
    protected override bool ShouldRender() => !_holding;

    public void Dispose() => _rows.Dispose();

    private async Task OpenAsync()
    {
        var address = DataUrl.Of(Api, View);
        if (address != _address)
            Reset(address);

        if (_view is null && !await FindViewAsync(address))
            return;

        if (!ViewState.TryRead(new Uri(Navigation.Uri).Query, out var state, out var problem))
        {
            (_requested, _holding, _isRefused, _state) = (null, false, false, new ViewState());
            _rows.Clear(problem);
        }
        else if (_requested != (_address, state.OfRows))
        {
            (_requested, _state) = ((_address, state.OfRows), state);
            await LoadAsync();
        }
        else
        {
            // The same rows, displayed differently.
            _state = state;
            if (!_rows.IsLoading)
                _shown = state;
        }
    }

    private void Reset(string address)
    {
        (_address, _view, _catalogProblem, _requested, _holding, _isRefused) = (address, null, null, null, false, false);
        (_choosing, _saving, _charting, _changed, _filtering) = (false, false, false, null, null);
        _rows.Clear();
    }

    // Returns false if there is nothing to load or the user has navigated away.
    private async Task<bool> FindViewAsync(string address)
    {
        try
        {
            _catalogProblem = null;
            var catalog = await Catalog.GetAsync();
            if (address != _address)
                return false;

            var api = ApiOf(catalog);
            _view = Find(catalog);
            _apiTitle = api?.Title ?? Api;
            if (_view is null && api?.Problem is { } problem)
                _catalogProblem = problem;
            else if (_view is null)
                Navigation.NotFound();
        }
        catch (PortalApiException exception)
        {
            _catalogProblem = exception.Problem;
        }

        return _view is not null;
    }

    // Not while prerendering: the rows would be sent three times, and 200 of them exceed the single message in which
    // the browser hands prerendered state to the circuit. So AppB is called once, by the circuit.
    private async Task LoadAsync()
    {
        if (!RendererInfo.IsInteractive || _view is not { } view)
            return;

        // Refreshing a long scroll keeps its position.
        if (_scroll is not null && _state.OfRows == _shown.OfRows)
            _state = _state with { At = _scroll.FirstRow };

        _holding = _rows.Value is not null;
        _loads++;
        await using var notice = Time.CreateTimer(_ => _ = InvokeAsync(ShowBusy), null, NoticeableDelay, Timeout.InfiniteTimeSpan);
        var started = Time.GetTimestamp();
        if (await _rows.LoadAsync(cancellation => FetchAsync(view, _state, cancellation)))
        {
            (_shown, _holding, _elapsed) = (_state, false, Time.GetElapsedTime(started));
            _isRefused = IsRefusalOfView();
            _history.Visit(_address, _state);
            var isOutdated = _rows.Problem is { } problem
                ? ViewDifference.MayExplain(problem)
                : _rows.Value?.Version is { } version && version != view.Version;
            if (!isOutdated && _rows.Problem is null && _changed == GoneText)
                _changed = null;
            if (isOutdated)
            {
                StateHasChanged();
                await RenewViewAsync(_rows.Value?.Version);
            }
        }
    }

    // No search, filter or export helps then, so none is offered. A search or filter may be what the API refuses.
    private bool IsRefusalOfView() =>
        _state is { Search: null, Filters.Count: 0 }
        && _rows.Problem is { } problem
        && (ProblemText.LeadsAway(problem) || problem.Code is ProblemCodes.RoleMissing or ProblemCodes.AccessBlocked);

    private async Task CheckViewAsync(string? version)
    {
        if (await RenewViewAsync(version))
            await LoadAsync();
    }

    /// <summary>
    /// The API may have changed the view while this page was open: new rows are shown with the earlier columns, or the query
    /// is refused.
    /// </summary>
    /// <param name="version">The view's version according to its rows; null if they could not be loaded.</param>
    /// <returns>Whether the view is another one now.</returns>
    private async Task<bool> RenewViewAsync(string? version)
    {
        if (version is not null && version == _triedVersion)
            return false;

        _triedVersion = version;
        var address = _address;
        try
        {
            var catalog = await Catalog.RenewAsync();
            if (address != _address || _view is not { } before)
                return false;

            if (Find(catalog) is not { } now)
            {
                _changed = ApiOf(catalog)?.Problem is null ? GoneText : _changed;
                return false;
            }

            if (now.Version == before.Version || now.Version != (version ?? now.Version))
                return false;

            (_view, _changed) = (now, $"{ChangedText} {ViewDifference.Columns(before, now)}".TrimEnd());
            return true;
        }
        catch (PortalApiException)
        {
            // The page stays as it is, and the next rows try again.
            return false;
        }
    }

    private DataView? Find(ViewCatalog catalog) =>
        ApiOf(catalog)?.Views.FirstOrDefault(v => v.Name.Equals(View, StringComparison.OrdinalIgnoreCase));

    private ApiViews? ApiOf(ViewCatalog catalog) => catalog.Apis.FirstOrDefault(a => a.Api.Equals(Api, StringComparison.OrdinalIgnoreCase));

    // A position in a long scroll that is now beyond its end falls back to the top.
    private async Task<PageOfRows> FetchAsync(DataView view, ViewState state, CancellationToken cancellationToken)
    {
        if (!state.All)
            return await Client.GetDataAsync(Api, view.Name, state.Query, cancellationToken);

        var page = await Client.GetDataAsync(Api, view.Name, LongList.Start(view.Paging, state), cancellationToken);
        if (page.Rows.Count > 0 || state.At == 0)
            return page;

        _state = state.First();
        return await Client.GetDataAsync(Api, view.Name, LongList.Start(view.Paging, _state), cancellationToken);
    }

    private void ShowBusy()
    {
        _holding = false;
        StateHasChanged();
    }

    private void Filter(DataColumn? column) => _filtering =
        (column, column is null || _view is null ? DataToolbar.FilterButton : DataHead.ButtonOf(_view, column));

    private string Range(PageOfRows page) =>
        RowRange.Text(_shown.Skip, page.Rows.Count, page.Count, _view?.Paging.CountBound, page.Incomplete is not null, Visitor.Numbers);
}
