using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Contracts.ViewAddresses;

/// <summary>What a view shows and how, as in its address: see <see cref="ViewAddress"/>.</summary>
public sealed record ViewState
{
    public const int DefaultTop = 50;

    /// <summary>Rows requested at a time in a long scroll.</summary>
    public const int BlockRows = 100;

    public static readonly IReadOnlyList<int> Tops = [25, 50, 100, 200];

    public DataSort? Sort { get; init; }

    public IReadOnlyList<DataFilter> Filters { get; init; } = [];

    public string? Search { get; init; }

    /// <summary>Rows per page; not used with <see cref="All"/>.</summary>
    public int Top { get; init; } = DefaultTop;

    /// <summary>One long scroll over the whole result.</summary>
    public bool All { get; init; }

    public int Skip { get; init; }

    public string? After { get; init; }

    /// <summary>The columns shown, in this order; null for the default, see <see cref="Shown"/>.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public IReadOnlyList<ColumnWidth> Widths { get; init; } = [];

    public bool Compact { get; init; }

    /// <summary>The chart above the table; null for the view's own.</summary>
    public DataGroups? Chart { get; init; }

    /// <summary>The currency that the chart shows, if there are several; null for the one with the most values.</summary>
    public string? Currency { get; init; }

    /// <summary>The key of the row whose details are open.</summary>
    public string? Row { get; init; }

    /// <summary>The first visible row of a long scroll, counted from 0.</summary>
    public int At { get; init; }

    public DataQuery Query => new(Sort, Filters, Search, All ? BlockRows : Top, All ? 0 : Skip, All ? null : After);

    /// <summary>Only what determines the rows: two states with an equal value show the same rows.</summary>
    public ViewState OfRows =>
        this with { Columns = null, Widths = [], Compact = false, Chart = null, Currency = null, Row = null, At = 0 };

    /// <summary>The first page, or the top of the scroll, without an open row.</summary>
    public ViewState First() => this with { Skip = 0, After = null, At = 0, Row = null };

    /// <summary>
    /// The state of the page after <paramref name="page"/>; null on the last page. It names the order even if that is the
    /// view's own: the page's token is valid with no other.
    /// </summary>
    public ViewState? Next(PageOfRows page) => page.Next is { } next
        ? this with { Skip = next.Skip, After = next.After, Row = null, Sort = Sort ?? next.Sort }
        : null;

    /// <summary>The order after one more click on a column: ascending, descending, then the view's own.</summary>
    /// <param name="own">The order of the view if the address names none.</param>
    public ViewState SortedBy(string column, DataSort? own = null)
    {
        var next = SortOf(column, own) switch
        {
            ColumnOrder.None => new DataSort(column),
            ColumnOrder.Ascending => new DataSort(column, Descending: true),
            _ => own?.Column == column ? new DataSort(column) : null,
        };
        return First() with { Sort = next == own && Search is null ? null : next };
    }

    public ColumnOrder SortOf(string column, DataSort? own = null)
    {
        var order = Sort ?? (Search is null ? own : null);
        return order?.Column != column ? ColumnOrder.None
            : order.Descending ? ColumnOrder.Descending
            : ColumnOrder.Ascending;
    }

    /// <summary>With <paramref name="filters"/> as the only conditions on <paramref name="column"/>.</summary>
    public ViewState Filtered(string column, IEnumerable<DataFilter> filters) =>
        First() with { Filters = [.. Filters.Where(f => f.Column != column), .. filters] };

    public ViewState Without(DataFilter filter) =>
        First() with { Filters = [.. Filters.Where(f => !ReferenceEquals(f, filter))] };

    public ViewState Unfiltered() => First() with { Filters = [], Search = null };

    /// <summary>The columns to show, in their order. Column names that the view does not have are ignored.</summary>
    public IReadOnlyList<DataColumn> Shown(IReadOnlyList<DataColumn> all)
    {
        var chosen = (Columns ?? []).Select(name => all.FirstOrDefault(c => c.Name == name)).OfType<DataColumn>().ToList();
        return chosen.Count > 0 ? chosen : [.. all.Where(c => !c.Hidden)];
    }

    /// <summary>Shows these columns. The default ones are stored as null: the address stays short, and new columns appear.</summary>
    public ViewState Showing(IReadOnlyList<string> columns, IReadOnlyList<DataColumn> all) =>
        this with { Columns = columns.SequenceEqual(all.Where(c => !c.Hidden).Select(c => c.Name)) ? null : columns };

    /// <summary>Reads the query part of an address. Any text yields either a state or a problem.</summary>
    public static bool TryRead(string? query, out ViewState state, out ApiProblem? problem) =>
        ViewAddress.TryRead(query, out state, out problem);

    public string Url(string address) => ViewAddress.Write(address, this);

    // Records compare lists by reference.
    public bool Equals(ViewState? other) => other is not null && Url("") == other.Url("");

    public override int GetHashCode() => Url("").GetHashCode(StringComparison.Ordinal);
}

/// <param name="Pixels">At the default text size.</param>
public sealed record ColumnWidth(string Column, int Pixels)
{
    public const int Min = 56;
    public const int Max = 1200;
}

public enum ColumnOrder
{
    None,
    Ascending,
    Descending,
}
