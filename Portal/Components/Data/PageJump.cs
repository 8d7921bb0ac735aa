using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>The pages of a view that can be opened by their number.</summary>
/// <param name="Top">Rows per page.</param>
/// <param name="Reachable">How many pages the API can start at.</param>
/// <param name="Pages">How many pages there are; null if that is not known.</param>
public sealed record PageJump(int Top, int Reachable, int? Pages)
{
    /// <summary>The rows before the last page; null if it is unknown or cannot be started at.</summary>
    public int? Last => Pages <= Reachable ? (Pages - 1) * Top : null;

    /// <summary>Null if the API cannot start at a row, if its pages are smaller, or if everything is on one page.</summary>
    public static PageJump? Of(DataPaging paging, ViewState state, long? count)
    {
        if (paging.MaxSkip <= 0 || state.Top <= 0 || state.All || state.Top > paging.MaxTop || count <= state.Top)
            return null;

        var pages = count is { } all && !(all >= paging.CountBound) ? (all + state.Top - 1) / state.Top : (long?)null;
        return new PageJump(state.Top, (paging.MaxSkip / state.Top) + 1, pages <= int.MaxValue ? (int?)pages : null);
    }

    /// <summary>The rows before a page, or before the last one that can be opened.</summary>
    /// <param name="page">From 1.</param>
    public int SkipTo(int page) => (Math.Min(page, Math.Min(Reachable, Pages ?? Reachable)) - 1) * Top;
}
