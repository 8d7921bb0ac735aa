using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Downstream.Dialect;

/// <summary>The next page as an API writes it: a link, a token or a number.</summary>
/// <param name="Parameter">The parameter that usually takes such a token; null if it is unknown.</param>
internal sealed record NextLink(string Value, string? Parameter = null)
{
    private static readonly Uri Unknown = new("https://unknown.invalid/");

    /// <summary>What <see cref="DataQuery.After"/> is for that page; or the reason why it cannot be requested.</summary>
    /// <param name="requested">The address of this page; null if it is unknown.</param>
    public (string? After, string? Reason) Read(ContractView view, DataQuery query, Uri? requested)
    {
        var protocol = view.Protocol;
        var start = Value.IndexOf('?', StringComparison.Ordinal);
        if (start >= 0 && IsOfView(view, Value[..start], requested))
            return (QueryOf(Value[start..], protocol), null);
        if (start >= 0 || Value.Contains("://", StringComparison.Ordinal))
            return (null, IncompleteReasons.NextElsewhere);

        var named = Parameter switch
        {
            PageNames.PageParameter => protocol.Page ?? protocol.Cursor ?? Parameter,
            PageNames.OffsetParameter => protocol.Offset ?? protocol.Cursor ?? Parameter,
            _ => protocol.Cursor ?? Parameter,
        };
        return named is null ? (null, Value.StartsWith('/') ? IncompleteReasons.NextElsewhere : IncompleteReasons.NoNextPage)
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
    // A link to another path is another operation. Behind a proxy, an API may not know its own host, nor what precedes its
    // path; at its own host, the path is the one that was called, or that of the document.
    private static bool IsOfView(ContractView view, string address, Uri? requested)
    {
        if (address.Length == 0)
            return true;
        if (!Uri.TryCreate(requested ?? Unknown, address, out var link))
            return false;

        var (path, own) = (PathOf(link), view.Path.TrimEnd('/'));
        if (IsSame(path, own) || (requested is not null && IsSame(path, PathOf(requested))))
            return true;

        var isHere = requested is not null
            && Uri.Compare(link, requested, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return !isHere && path.EndsWith(own, StringComparison.OrdinalIgnoreCase);
    }

    private static string PathOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/');

    private static bool IsSame(string path, string other) => path.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string QueryOf(string link, DataProtocol protocol)
    {
        var fragment = link.IndexOf('#', StringComparison.Ordinal);
        var query = fragment < 0 ? link : link[..fragment];
        var named = QueryHelpers.ParseQuery(query);

        // Next to the number of the page, the token is only a part.
        var isPlace = new[] { protocol.Page, protocol.Offset }.OfType<string>().Any(named.ContainsKey);
        return protocol.Cursor is { } cursor && !isPlace && named.GetValueOrDefault(cursor).ToString() is { Length: > 0 } token
            ? token
            : query;
    }
}
