using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Downstream.Dialect;

/// <summary>The next page as an API writes it: a link, a token or a number.</summary>
/// <param name="Parameter">The parameter that usually takes such a token; null if it is unknown.</param>
internal sealed record NextLink(string Value, string? Parameter = null)
{
    /// <summary>What <see cref="DataQuery.After"/> is for that page; or the reason why it cannot be requested.</summary>
    public (string? After, string? Reason) Read(ContractView view, DataQuery query)
    {
        var protocol = view.Protocol;
        var start = Value.IndexOf('?', StringComparison.Ordinal);
        if (start >= 0 && IsOfView(view, Value.AsSpan(0, start)))
            return (QueryOf(Value[start..], protocol), null);
        if (start >= 0 || Value.Contains("://", StringComparison.Ordinal))
            return (null, IncompleteReasons.NextElsewhere);

        var named = Parameter switch
        {
            PageNames.PageParameter => protocol.Page ?? protocol.Cursor ?? Parameter,
            PageNames.OffsetParameter => protocol.Offset ?? protocol.Cursor ?? Parameter,
            _ => protocol.Cursor ?? Parameter,
        };
        return named is null ? (null, IncompleteReasons.NoNextPage)
            : named == protocol.Cursor ? (Value, null)
            : (Write(view, query, named, Value), null);
    }

    /// <summary>A link to a page of the same query, in the form of the API's own.</summary>
    public static string Write(ContractView view, DataQuery query, string parameter, string value)
    {
        var first = QueryWriter.Write(view, query with { Skip = 0, After = null })[view.Path.Length..];
        return $"{first}{(first.Length == 0 ? '?' : '&')}{Uri.EscapeDataString(parameter)}={Uri.EscapeDataString(value)}";
    }

    // Only the query of a link is used: the call goes to the host and path of the first page, whatever host the API writes.
    // A link whose path ends otherwise is another operation.
    private static bool IsOfView(ContractView view, ReadOnlySpan<char> address) =>
        address.IsEmpty || LastSegment(address).Equals(LastSegment(view.Path), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> LastSegment(ReadOnlySpan<char> path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string QueryOf(string link, DataProtocol protocol)
    {
        var fragment = link.IndexOf('#', StringComparison.Ordinal);
        var query = fragment < 0 ? link : link[..fragment];
        return protocol.Cursor is { } cursor
            && QueryHelpers.ParseQuery(query).GetValueOrDefault(cursor).ToString() is { Length: > 0 } token
            ? token
            : query;
    }
}
