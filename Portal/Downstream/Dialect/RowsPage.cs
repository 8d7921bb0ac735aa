using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>
/// One page of a view, whatever the API's format. Owns the response: its rows are a part of the response's memory.
/// </summary>
internal sealed class RowsPage : IDisposable
{
    // Where the rows of a list may be although the document says that the response is the list.
    private static readonly string[] Envelopes = ["value", "items", "data", "results"];

    private readonly DownstreamResponse _response;

    private RowsPage(DownstreamResponse response) => _response = response;

    /// <summary>A JSON list; valid until the page is disposed.</summary>
    public required ReadOnlyMemory<byte> Rows { get; init; }

    public required int RowCount { get; init; }

    /// <summary>How many rows there are in all; null if the API does not return it.</summary>
    public required long? Count { get; init; }

    /// <summary>The query of the next page; null on the last one.</summary>
    public required DataQuery? Next { get; init; }

    /// <summary>One of <see cref="IncompleteReasons"/> if there are more rows and no <see cref="Next"/>.</summary>
    public string? Incomplete { get; init; }

    /// <summary>The page that follows if this one was cut at a size that the API does not state.</summary>
    public DataQuery? Uncertain { get; init; }

    /// <exception cref="ProblemException">The API refused the call, or its response is not a page.</exception>
    public static async Task<RowsPage> ReadAsync(
        DownstreamResponse response, ContractView view, DataQuery query, CancellationToken cancellationToken)
    {
        var protocol = view.Protocol;
        var body = await response.ReadJsonAsync(cancellationToken);
        if (WithRows(body.Span, protocol) is not { Rows: { } rows } parts)
        {
            throw new ProblemException(
                ErrorResponseReader.Unexpected(response.Api, "JSON that is malformed, cut off or without rows"));
        }

        var count = CountHeader.Declared(response.Response, protocol)
            ?? Plausible(parts, protocol, query)
            ?? CountHeader.Undeclared(response.Response);
        var next = NextPage.Of(view, query, parts, count, body.Span, response.Response);
        return new RowsPage(response)
        {
            Rows = body[rows],
            RowCount = parts.RowCount,
            Count = count,
            Next = next.Query,
            Incomplete = next.Incomplete,
            Uncertain = next.Uncertain,
        };
    }

    public void Dispose() => _response.Dispose();

    private static PageParts? WithRows(ReadOnlySpan<byte> body, DataProtocol protocol)
    {
        var parts = PartsOf(body, protocol);
        for (var i = 0; parts is { Rows: null } && protocol.Rows is null && i < Envelopes.Length; i++)
            parts = PartsOf(body, protocol with { Rows = Envelopes[i] });

        return parts;
    }

    // Null if the body is not the JSON that the contract describes.
    private static PageParts? PartsOf(ReadOnlySpan<byte> body, DataProtocol protocol)
    {
        try
        {
            return PageParts.Read(body, protocol);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A count that is no larger than the page, although other pages exist or may exist, is that of the page.
    private static long? Plausible(PageParts parts, DataProtocol protocol, DataQuery query)
    {
        if (parts is not { IsCountAmbiguous: true, IsEnd: false } || parts.Count > parts.RowCount)
            return parts.Count;

        var mayContinue = (protocol.Offset ?? protocol.Page ?? protocol.Cursor ?? parts.Next) is not null;
        return mayContinue || parts.HasMore is true || parts.PageCount > 1 || query.Skip > 0 ? null : parts.Count;
    }
}
