using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>Writes a <see cref="DataQuery"/> with the parameters of its API.</summary>
internal static class QueryWriter
{
    /// <summary>The path and query of the request.</summary>
    /// <exception cref="ProblemException">The view has no such column, or does not support the query.</exception>
    public static string Write(ContractView view, DataQuery query)
    {
        // A next link is the API's own query for the next page. One with a page number or an offset must name the rest of the
        // query, too, and not every API repeats it.
        if (query.After is ['?', ..] next)
            return view.Path + next + string.Concat(Omitted(view, query, next).Select(o => "&" + Written(o)));

        var options = Options(view, query);
        return options.Count == 0
            ? view.Path
            : $"{view.Path}?{string.Join('&', options.Select(Written))}";
    }

    private static List<(string Name, string Value)> Options(ContractView view, DataQuery query)
    {
        var protocol = view.Protocol;
        var options = new List<(string Name, string Value)>();
        if (query.Count && protocol.CountParameter is { } countParameter)
            options.Add((countParameter, "true"));
        if (protocol.Size is { } size)
            options.Add((size, Text(query.Top)));

        options.AddRange(Place(view, query));
        options.AddRange(Order(view, query.Sort));
        options.AddRange(FilterWriter.Write(view, query.Filters ?? []));
        if (query.Search is { Length: > 0 } search)
            options.Add((protocol.Search ?? throw QueryProblems.CannotSearch(view.View.Title), search));

        options.AddRange(Required(view).Where(r => options.TrueForAll(o => o.Name != r.Name)));
        return options;
    }

    // The first page has the number from which the API counts, whatever the name of its parameter is.
    private static IEnumerable<(string Name, string Value)> Required(ContractView view) => view.Required.Select(r => (r.Key,
        r.Key == view.Protocol.Offset ? Text(view.Protocol.FirstOffset)
        : r.Key == view.Protocol.Page ? Text(view.Protocol.FirstPage)
        : r.Value));

    // A token stands for the query that it belongs to.
    private static IEnumerable<(string, string)> Omitted(ContractView view, DataQuery query, string next)
    {
        var named = QueryHelpers.ParseQuery(next);
        var protocol = view.Protocol;
        var isPlace = (protocol.Page is { } page && named.ContainsKey(page))
            || (protocol.Offset is { } offset && named.ContainsKey(offset));
        var options = isPlace
            ? Options(view, query with { After = null, Skip = 0, Count = false })
            : Required(view);
        return options.Where(option => !named.ContainsKey(option.Item1));
    }

    private static string Written((string Name, string Value) option) => $"{EscapeName(option.Name)}={Uri.EscapeDataString(option.Value)}";

    private static IEnumerable<(string, string)> Place(ContractView view, DataQuery query)
    {
        var protocol = view.Protocol;
        if (query.After is { Length: > 0 } after && protocol.Cursor is { } cursor)
            yield return (cursor, after);
        else if (query.Skip != 0 && protocol.Offset is { } offset)
            yield return (offset, Text(query.Skip + protocol.FirstOffset));
        else if (query.Skip != 0 && protocol.Page is { } page && query.Top > 0)
            yield return (page, Text(protocol.FirstPage + (query.Skip / query.Top)));
        else if (query.Skip != 0)
            throw QueryProblems.CannotSkip(view.View.Title);
    }

    private static IEnumerable<(string, string)> Order(ContractView view, DataSort? sort)
    {
        if (sort is null)
            yield break;

        var protocol = view.Protocol;
        if (protocol.Sort is not { } name || !view.View.Columns.Any(c => c.Sortable && c.Name == sort.Column))
            throw QueryProblems.CannotSort(view.View, sort.Column);

        yield return (name, protocol.SortStyle switch
        {
            SortStyles.Word => sort.Descending ? $"{sort.Column} desc" : sort.Column,
            SortStyles.Minus => sort.Descending ? $"-{sort.Column}" : sort.Column,
            SortStyles.Colon => sort.Descending ? $"{sort.Column}:desc" : $"{sort.Column}:asc",
            _ => sort.Column,
        });
        if (protocol is { SortStyle: SortStyles.Apart, SortDirection: { } direction })
            yield return (direction, sort.Descending ? "desc" : "asc");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // OData's own names stay readable in logs and addresses.
    internal static string EscapeName(string name) =>
        name is ['$', ..] ? "$" + Uri.EscapeDataString(name[1..]) : Uri.EscapeDataString(name);
}
