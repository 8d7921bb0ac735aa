using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Contracts.ViewAddresses;

/// <summary>
/// The query of <c>GET /api/data/{api}/{view}</c>: the same as in the address of the view's page (see
/// <see cref="ViewAddress"/>), and <c>count=true</c> for a page with the total number of rows, which costs the API as much
/// as the page itself.
/// </summary>
public static class DataAddress
{
    private const string Count = "count";

    private static readonly string[] Names = ["sort", "filter", "search", "top", "skip", "after", Count];

    // Allowed, so that the query of a page's address works here too.
    private static readonly string[] OnPagesOnly = ["columns", "widths", "density", "chart", "currency", "row", "at"];

    public static string Write(string address, DataQuery query)
    {
        var written = new ViewState
        {
            Sort = query.Sort,
            Filters = query.Filters ?? [],
            Search = query.Search,
            Top = query.Top,
            Skip = query.Skip,
            After = query.After,
        }.Url(address);
        return query.Count ? $"{written}{(written.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Count}=true" : written;
    }

    public static bool TryRead(
        string query, [NotNullWhen(true)] out DataQuery? read, [NotNullWhen(false)] out ApiProblem? problem) =>
        TryRead(QueryHelpers.ParseQuery(query), out read, out problem);

    public static bool TryRead(
        IEnumerable<KeyValuePair<string, StringValues>> query,
        [NotNullWhen(true)] out DataQuery? read,
        [NotNullWhen(false)] out ApiProblem? problem)
    {
        read = null;
        var parameters = query.ToList();
        var counted = parameters.Find(p => Is(p.Key, Count)).Value.ToString();
        if (parameters.Find(p => !Names.Concat(OnPagesOnly).Any(name => Is(p.Key, name))).Key is { } unknown)
            problem = ViewAddress.Wrong($"“{ViewAddress.Short(unknown)}” is not a parameter. Parameters are {string.Join(", ", Names)}.");
        else if (counted is not ("" or "true" or "false"))
            problem = ViewAddress.Wrong($"“{Count}” must be true or false; it is “{ViewAddress.Short(counted)}”.");
        else if (!ViewAddress.TryRead(parameters, out var state, out problem))
            return false;
        else if (state.All)
            problem = ViewAddress.Wrong("“top” must be a whole number here. To read all rows, follow “next” until it is null.");
        else
            read = state.Query with { Count = counted == "true" };

        return read is not null;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
