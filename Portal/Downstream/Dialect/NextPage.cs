using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Downstream.Dialect;

/// <summary>
/// The page after a response. What the response says comes first, whether the document declares it or not; the document's
/// parameters are used where the response gives no link. A page that has more rows than can be requested is incomplete.
/// </summary>
/// <param name="Query">Null after the last page.</param>
/// <param name="Incomplete">One of <see cref="IncompleteReasons"/>; null if the pages are complete so far.</param>
/// <param name="Uncertain">
/// The page that follows if there is one, which nothing says: the API may have returned all rows, or as many as one page of
/// it holds.
/// </param>
internal readonly record struct NextPage(DataQuery? Query, string? Incomplete = null, DataQuery? Uncertain = null)
{
    // Page sizes are round numbers: such a page may be cut, any other short page is the last one.
    private const int RoundNumber = 10;

    private const string ODataSize = "$top";

    public static NextPage Of(
        ContractView view, DataQuery query, PageParts page, long? count, ReadOnlySpan<byte> body, HttpResponseMessage response)
    {
        var links = PageLinks.Of(response);
        var following = query with { Skip = query.Skip + page.RowCount, After = null };
        if (page.HasMore is not false && Written(view.Protocol, page, links) is { } written)
            return Follow(view, query, following, written, response.RequestMessage?.RequestUri);

        return HasMore(view.Protocol, query, page, count, following.Skip, links) switch
        {
            true => Compute(view, query, following, page, body),
            false => default,
            null when response.StatusCode == HttpStatusCode.PartialContent => Compute(view, query, following, page, body),
            null => Guess(view, query, following, page, body),
        };
    }

    private static NextLink? Written(DataProtocol protocol, PageParts page, PageLinks links)
    {
        var inBody = page.Next is { } next ? new NextLink(next, page.NextParameter) : null;
        return protocol.Next == PageLinks.Header ? links.Next ?? inBody : inBody ?? links.Next;
    }

    private static NextPage Follow(ContractView view, DataQuery query, DataQuery following, NextLink next, Uri? requested)
    {
        var (after, reason) = next.Read(view, query, requested);
        return after is null ? new(null, reason)
            : after == query.After ? new(null, IncompleteReasons.PageRepeats)
            : new(following with { After = after });
    }

    // Null if nothing says it.
    private static bool? HasMore(
        DataProtocol protocol, DataQuery query, PageParts page, long? count, int reached, PageLinks links)
    {
        // A token without a row number, in an address that somebody shortened: the position of the page is unknown.
        var isPlaced = query.After is null || query.Skip > 0;
        if (page.HasMore is true)
            return true;
        if (count is { } all && isPlaced && (reached < all || !(all >= protocol.CountBound)))
            return reached < all;
        if (page.HasMore is false || page.IsEnd || links.IsEnd)
            return false;

        return page.PageCount is { } pages && isPlaced ? NumbersBefore(protocol, query, page) + 1 < pages : null;
    }

    private static NextPage Compute(
        ContractView view, DataQuery query, DataQuery following, PageParts page, ReadOnlySpan<byte> body)
    {
        var protocol = view.Protocol;
        if (query.Top <= 0)
            return default; // Only the count is wanted.
        if (page.RowCount == 0)
            return new(null, IncompleteReasons.NoNextPage);
        if (protocol.Offset is not null)
        {
            return following.Skip <= protocol.MaxRowsToSkip
                ? new(following)
                : new(null, IncompleteReasons.OffsetLimit);
        }

        if (protocol.Page is { } number)
            return new(Numbered(view, query, following, page, number));

        return protocol.Cursor is { } cursor && DataProtocol.IsLastIdCursor(cursor) && page.LastId(body) is { } id
            ? Follow(view, query, following, new NextLink(id), requested: null)
            : new(null, IncompleteReasons.NoNextPage);
    }

    // The pages after a short one are found by their number: the row number would lead to a page that was already read.
    private static DataQuery Numbered(ContractView view, DataQuery query, DataQuery following, PageParts page, string parameter)
    {
        var number = Number(view.Protocol, query, page);
        if (query.After is null && page.RowCount == query.Top && number == Expected(view.Protocol, query))
            return following;

        var next = (number + 1).ToString(CultureInfo.InvariantCulture);
        return following with { After = NextLink.Write(view, query, parameter, next) };
    }

    private static long NumbersBefore(DataProtocol protocol, DataQuery query, PageParts page) =>
        query is { After: null, Skip: 0 } ? 0 : Number(protocol, query, page) - protocol.FirstPage;

    // The response knows whether the first page is 0 or 1. Any other number is not that of the page.
    private static long Number(DataProtocol protocol, DataQuery query, PageParts page)
    {
        var expected = Expected(protocol, query);
        return page.PageNumber is { } number && Math.Abs(number - expected) <= 1 ? number : expected;
    }

    private static long Expected(DataProtocol protocol, DataQuery query) =>
        query.After is ['?', ..] link
        && long.TryParse(
            QueryHelpers.ParseQuery(link).GetValueOrDefault(protocol.Page ?? PageNames.PageParameter),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var written)
            ? written
            : protocol.FirstPage + (query.Skip / Math.Max(1, query.Top));

    // Many APIs omit the link of the last page. An OData server also omits it where the client sets the page size, but not
    // after a page that it linked to.
    private static NextPage Guess(
        ContractView view, DataQuery query, DataQuery following, PageParts page, ReadOnlySpan<byte> body)
    {
        var protocol = view.Protocol;
        var isLinked = protocol.Next is not null && (protocol.Size != ODataSize || query.After is not null);
        if (isLinked || page.RowCount == 0 || (protocol.Offset ?? protocol.Page) is null)
            return default;

        var computed = Compute(view, query, following, page, body);
        if (page.RowCount >= query.Top)
            return computed with { Uncertain = computed.Query };

        // If the document says how large a page can be, a smaller one is the last.
        var isCut = query.Top > (protocol.MaxSize ?? 0);
        return new(
            isCut && page.RowCount % RoundNumber == 0 ? computed.Query : null,
            Uncertain: isCut ? computed.Query : null);
    }
}
