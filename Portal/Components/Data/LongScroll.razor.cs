using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>The whole result of a view in one scroll; only the visible rows and a margin are rendered.</summary>
public sealed partial class LongScroll
{
    private const int Margin = 10;
    private const int InitialRows = 30;
    private const int MaxSteps = 20;

    private static readonly TimeSpan NoticeableDelay = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _disposed = new();
    private CancellationTokenSource? _loading;
    private LongList _list = null!;
    private IReadOnlyDictionary<string, int>? _measured;
    private ApiProblem? _problem;
    private bool _holding;
    private (bool Is, string? Version) _outdated;
    private int? _block;
    private int _start;
    private int _first;
    private int _last;
    private int _from;
    private int _to;

    [Parameter, EditorRequired]
    public required string Api { get; set; }

    [Parameter, EditorRequired]
    public required string ApiTitle { get; set; }

    [Parameter, EditorRequired]
    public required DataView View { get; set; }

    [Parameter, EditorRequired]
    public required string Address { get; set; }

    [Parameter, EditorRequired]
    public required ViewState State { get; set; }

    /// <summary>The page returned for <see cref="LongList.Start"/>.</summary>
    [Parameter, EditorRequired]
    public required PageOfRows First { get; set; }

    [Parameter]
    public TimeSpan Elapsed { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<DataColumn> OnFilter { get; set; }

    /// <summary>Rows have another version than <see cref="View"/>, or could not be loaded because the API may have changed it.</summary>
    [Parameter]
    public EventCallback<string?> OnOutdated { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The first visible row, counted from 0.</summary>
    public int FirstRow => _first;

    protected override async Task OnInitializedAsync()
    {
        _list = new LongList(View.Paging, LongList.Start(View.Paging, State), First);
        _measured = TableWidths.Measure(View.Columns, First.Rows, Visitor.Numbers);
        SetRange(State.At, State.At + InitialRows);
        _start = _first;

        // A position beyond the maximum offset is reached through the blocks before it, up to a limit.
        for (var step = 0; step < MaxSteps && State.At >= _list.Extent && _list.Total is null && _problem is null; step++)
            await LoadAsync(_list.Missing(_list.Extent - 1, _list.Extent) ?? 0);

        SetRange(State.At, State.At + InitialRows);
        _start = _first;
        await FillAsync();
    }

    // Rows that load quickly appear at once; until then the spacers draw their lines.
    protected override bool ShouldRender() => !_holding;

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    // "201-230", counted from 0.
    private Task ShowRowsAsync(ChangeEventArgs change)
    {
        var rows = (change.Value as string ?? "").Split('-');
        if (rows is not [var first, var last] || !int.TryParse(first, out var from) || !int.TryParse(last, out var to) || to < from)
            return Task.CompletedTask;

        SetRange(from, to);
        return FillAsync();
    }

    // In steps of ten, so that most small moves only change the range text.
    private void SetRange(int first, int last)
    {
        _first = Math.Clamp(first, 0, Math.Max(0, _list.Extent - 1));
        _last = Math.Clamp(last, _first, Math.Min(_first + ViewState.BlockRows, Math.Max(_first, _list.Extent - 1)));
        _from = Math.Max(0, (_first - Margin) / Margin * Margin);
        _to = Math.Min(_list.Extent, ((_last + Margin) / Margin * Margin) + Margin);
    }

    private async Task FillAsync()
    {
        _problem = null;
        if (_loading is not null)
        {
            // The running loop continues with the new position; only a block that is no longer needed is cancelled.
            if (_list.Missing(_from, _to) != _block)
                await _loading.CancelAsync();
            return;
        }

        _holding = _list.Missing(_from, _to) is not null;
        await using var notice = Time.CreateTimer(_ => _ = InvokeAsync(ShowLoading), null, NoticeableDelay, Timeout.InfiniteTimeSpan);
        while (!_disposed.IsCancellationRequested && _problem is null && _list.Missing(_from, _to) is { } block)
        {
            await LoadAsync(block);
            _to = Math.Max(_to, Math.Min(_list.Extent, _last + Margin));
        }

        _holding = false;
        if (_outdated is (true, var version))
        {
            _outdated = default;
            await OnOutdated.InvokeAsync(version);
        }
    }

    // Once the end has been reached, the total is known even beyond the API's count limit.
    private string RangeText() => RowRange.Text(_first, Math.Min(_last, _list.Extent - 1) - _first + 1, _list.Count,
        _list.Total is null || _list.Incomplete is not null ? View.Paging.CountBound : null, numbers: Visitor.Numbers);

    private void ShowLoading()
    {
        _holding = false;
        StateHasChanged();
    }

    private async Task LoadAsync(int block)
    {
        using var loading = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        try
        {
            (_loading, _block) = (loading, block);
            var page = await Client.GetDataAsync(Api, View.Name, _list.Query(block), loading.Token);
            _list.Add(block, page);
            if (page.Version is { } version && version != View.Version)
                _outdated = (true, version);
        }
        catch (PortalApiException exception)
        {
            _problem = exception.Problem;
            if (ViewDifference.MayExplain(exception.Problem))
                _outdated = (true, null);
        }
        catch (OperationCanceledException) when (loading.IsCancellationRequested)
        {
            // The user has scrolled elsewhere or left the page.
        }
        finally
        {
            (_loading, _block) = (null, null);
        }
    }
}
