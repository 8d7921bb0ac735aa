using System.Globalization;
using Portal.Contracts.Data;

namespace Portal.Client;

/// <summary>Writes a <see cref="DataQuery"/> with the parameters of its API.</summary>
internal static class ViewQuery
{
    /// <summary>A query string without its <c>?</c>.</summary>
    /// <exception cref="PortalApiException">The view has no such column, or does not support the query.</exception>
    public static string Write(DataView view, DataQuery query)
    {
        // A next link is the API's own query for the next page.
        if (query.After is ['?', ..])
            return query.After[1..];

        var protocol = view.Protocol;
        var options = new List<(string Name, string Value)>();
        if (protocol.CountParameter is { } countParameter)
            options.Add((countParameter, "true"));
        if (protocol.Size is { } size)
            options.Add((size, Text(query.Top)));

        options.AddRange(Place(protocol, query));
        options.AddRange(Order(protocol, query.Sort));
        options.AddRange(FilterWriter.Write(view, query.Filters ?? []));
        if (query.Search is { Length: > 0 } search)
            options.Add((protocol.Search ?? throw ClientProblems.CannotSearch(view.Title), search));

        return string.Join('&', options.Select(o => $"{EscapeName(o.Name)}={Uri.EscapeDataString(o.Value)}"));
    }

    private static IEnumerable<(string, string)> Place(DataProtocol protocol, DataQuery query)
    {
        if (query.After is { Length: > 0 } after && protocol.Cursor is { } cursor)
            yield return (cursor, after);
        else if (query.Skip != 0 && protocol.Offset is { } offset)
            yield return (offset, Text(query.Skip));
        else if (query.Skip != 0 && protocol.Page is { } page && query.Top > 0)
            yield return (page, Text(protocol.FirstPage + (query.Skip / query.Top)));
    }

    private static IEnumerable<(string, string)> Order(DataProtocol protocol, DataSort? sort)
    {
        if (sort is null || protocol.Sort is not { } name)
            yield break;

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
    private static string EscapeName(string name) =>
        name is ['$', ..] ? "$" + Uri.EscapeDataString(name[1..]) : Uri.EscapeDataString(name);
}
