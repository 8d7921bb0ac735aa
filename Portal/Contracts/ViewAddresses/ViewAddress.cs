using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.Contracts.Problems;

namespace Portal.Contracts.ViewAddresses;

/// <summary>
/// The query of a view's address: <c>?sort=placedOn desc&amp;filter=total ge 100&amp;filter=status in New,Paid</c>
/// <c>&amp;search=…&amp;top=50|all&amp;skip=50&amp;after=…&amp;columns=number,total&amp;widths=total:90&amp;density=compact</c>
/// <c>&amp;chart=total:sum,placedOn:month&amp;currency=EUR&amp;row=…&amp;at=1234</c>. All are optional; only
/// <c>filter</c> may be repeated; other names are ignored.
/// </summary>
public static class ViewAddress
{
    public const int MaxFilters = 20;
    public const int MaxValues = 100;
    public const int MaxValueLength = 500;
    public const int MaxSearchLength = 200;

    internal const string EveryRow = "all";
    internal const string CompactRows = "compact";

    public static string Write(string address, ViewState state)
    {
        var query = new StringBuilder();
        Add("sort", state.Sort is { } sort ? sort.Column + (sort.Descending ? " desc" : "") : null);
        foreach (var filter in state.Filters)
            Add("filter", FilterText.Write(filter));
        Add("search", state.Search);
        Add("top", state.All ? EveryRow : state.Top == ViewState.DefaultTop ? null : Text(state.Top));
        Add("skip", state.Skip == 0 ? null : Text(state.Skip));
        Add("after", state.After);
        Add("columns", state.Columns is { } columns ? ListText.Join(columns) : null);
        Add("widths", state.Widths.Count == 0 ? null : ListText.Join(state.Widths.Select(w => $"{w.Column}:{Text(w.Pixels)}")));
        Add("density", state.Compact ? CompactRows : null);
        Add("chart", state.Chart is { } chart ? GroupsText.Write(chart) : null);
        Add("currency", state.Currency);
        Add("row", state.Row);
        Add("at", state.At == 0 ? null : Text(state.At));
        return address + query;

        // Commas and colons are allowed in a query and keep it readable.
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value)
                    .Replace("%2C", ",", StringComparison.Ordinal)
                    .Replace("%3A", ":", StringComparison.Ordinal));
        }
    }

    public static bool TryRead(string? query, out ViewState state, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(QueryHelpers.ParseQuery(query), out state, out problem);

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, StringValues>> query, out ViewState state, [NotNullWhen(false)] out ApiProblem? problem)
    {
        state = new ViewState();
        foreach (var (name, values) in query)
        {
            if ((problem = ViewAddressReader.Read(ref state, name.ToLowerInvariant(), values)) is not null)
                return false;
        }

        problem = null;
        return true;
    }

    /// <summary>A problem with the address.</summary>
    internal static ApiProblem Wrong(string detail) => new(
        ProblemCodes.QueryInvalid, StatusCodes.Status400BadRequest, "The address of this view is not valid", detail);

    internal static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
