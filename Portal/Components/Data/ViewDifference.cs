using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>What an API has changed in a view while its page was open, and what of the page's query no longer fits it.</summary>
internal static class ViewDifference
{
    private const int MaxNamed = 5;

    /// <summary>Whether a changed view can be the cause: its query is refused, it is gone, or its response has another form.</summary>
    public static bool MayExplain(ApiProblem problem) =>
        problem.Code is ProblemCodes.QueryInvalid or ProblemCodes.NotFound or ProblemCodes.DownstreamInvalid;

    /// <summary><c>No longer there: Note. New: Comment.</c> Empty if the columns are the same.</summary>
    public static string Columns(DataView before, DataView now)
    {
        var gone = before.Columns.Where(c => now.Columns.All(n => n.Name != c.Name));
        var added = now.Columns.Where(n => before.Columns.All(c => c.Name != n.Name));
        var changed = now.Columns.Where(n => before.Columns.Any(c => c.Name == n.Name && (c.Type != n.Type || c.Title != n.Title)));
        return string.Join(' ', new[] { Named("No longer there", gone), Named("New", added), Named("Changed", changed) }.OfType<string>());
    }

    /// <summary>What of the query the view does not support, as text.</summary>
    public static IReadOnlyList<string> Unfit(DataView view, ViewState state, VisitorCulture visitor)
    {
        var parts = state.Filters.Where(f => !Fits(view, f)).Select(f => FilterLabels.Of(f, view.Columns, visitor)).ToList();
        if (!SortFits(view, state.Sort))
            parts.Add($"the order by {SafeText.Visible(state.Sort?.Column ?? "")}");
        if (!SearchFits(view, state.Search))
            parts.Add("the search");

        return parts;
    }

    /// <summary>The state without what the view does not support.</summary>
    public static ViewState Fitting(DataView view, ViewState state) => state.First() with
    {
        Filters = [.. state.Filters.Where(f => Fits(view, f))],
        Sort = SortFits(view, state.Sort) ? state.Sort : null,
        Search = SearchFits(view, state.Search) ? state.Search : null,
    };

    private static bool Fits(DataView view, DataFilter filter) => FilterCheck.Problem(view, filter) is null;

    private static bool SortFits(DataView view, DataSort? sort) =>
        sort is null || view.Columns.Any(c => c.Sortable && c.Name == sort.Column);

    private static bool SearchFits(DataView view, string? search) => search is null || view.Paging.CanSearch;

    private static string? Named(string label, IEnumerable<DataColumn> columns)
    {
        var titles = columns.Select(c => SafeText.Visible(c.Title)).ToList();
        return titles.Count == 0 ? null
            : $"{label}: {string.Join(", ", titles.Take(MaxNamed))}{(titles.Count > MaxNamed ? ", …" : "")}.";
    }
}
