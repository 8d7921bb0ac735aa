using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;

namespace Portal.Downstream.Dialect;

/// <summary>The query of the page after a response.</summary>
internal static class NextPage
{
    private const string LinkHeader = "Link";

    /// <summary>Null after the last page.</summary>
    public static DataQuery? Of(DataProtocol protocol, DataQuery query, PageParts page, long? count, HttpResponseMessage response)
    {
        var next = query with { Skip = query.Skip + page.RowCount, After = null };
        if (protocol.Next is { } location)
            return After(protocol, location == LinkHeader ? LinkOf(response) : page.Next) is { } after ? next with { After = after } : null;
        if (page.RowCount == 0 || (protocol.Offset ?? protocol.Page) is null)
            return null;

        return (count is { } all ? next.Skip < all : page.RowCount >= query.Top) ? next : null;
    }

    // Only the query of a next link is used: the call goes to the same host and path as the first one.
    private static string? After(DataProtocol protocol, string? next)
    {
        if (string.IsNullOrEmpty(next))
            return null;

        var query = next.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return protocol.Cursor is null ? null : next;

        return protocol.Cursor is { } cursor
            && QueryHelpers.ParseQuery(next[query..]).GetValueOrDefault(cursor).ToString() is { Length: > 0 } token
            ? token
            : next[query..];
    }

    // Link: <https://api.example/things?page=2>; rel="next", <…>; rel="last" (RFC 8288)
    private static string? LinkOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(LinkHeader, out var values))
            return null;

        var next = string.Join(',', values).Split(',').FirstOrDefault(link =>
            link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) || link.Contains("rel=next", StringComparison.OrdinalIgnoreCase));
        return next?.Split('<', '>') is [_, var address, _, ..] ? address : null;
    }
}
