using System.Globalization;
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
    private readonly DownstreamResponse _response;

    private RowsPage(DownstreamResponse response) => _response = response;

    /// <summary>A JSON list; valid until the page is disposed.</summary>
    public required ReadOnlyMemory<byte> Rows { get; init; }

    public required int RowCount { get; init; }

    /// <summary>How many rows there are in all; null if the API does not return it.</summary>
    public required long? Count { get; init; }

    /// <summary>The query of the next page; null on the last one.</summary>
    public required DataQuery? Next { get; init; }

    /// <exception cref="ProblemException">The API refused the call, or its response is not a page.</exception>
    public static async Task<RowsPage> ReadAsync(
        DownstreamResponse response, ContractView view, DataQuery query, CancellationToken cancellationToken)
    {
        var protocol = view.Protocol;
        var body = await response.ReadJsonAsync(cancellationToken);
        if (PartsOf(body.Span, protocol) is not { Rows: { } rows } parts)
        {
            throw new ProblemException(
                ErrorResponseReader.Unexpected(response.Api, "JSON that is malformed, cut off or without rows"));
        }

        var count = HeaderCount(response.Response, protocol) ?? parts.Count;
        return new RowsPage(response)
        {
            Rows = body[rows],
            RowCount = parts.RowCount,
            Count = count,
            Next = NextPage.Of(protocol, query, parts, count, response.Response),
        };
    }

    public void Dispose() => _response.Dispose();

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

    // The count's location is a header if the response has a header of that name.
    private static long? HeaderCount(HttpResponseMessage response, DataProtocol protocol) =>
        protocol.Count is { } name
        && response.Headers.TryGetValues(name, out var values)
        && long.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var count)
        && count >= 0 ? count : null;
}
