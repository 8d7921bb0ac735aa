using System.Globalization;
using System.Text.Json;

namespace Portal.Downstream.Dialect;

/// <summary>The total number of rows in a header of the response.</summary>
internal static class CountHeader
{
    private const string ContentRange = "Content-Range";

    private static readonly string[] WellKnown =
        ["X-Total-Count", "X-Total", "Total-Count", "X-WP-Total", "X-Pagination-Total-Count", "X-Total-Results", "Pagination-Count"];

    // A JSON object, which many ASP.NET APIs return.
    private const string PageObject = "X-Pagination";

    public static long? Declared(HttpResponseMessage response, DataProtocol protocol) =>
        protocol.Count is { } name ? Value(response, name) : null;

    public static long? Undeclared(HttpResponseMessage response)
    {
        foreach (var name in WellKnown)
        {
            if (Value(response, name) is { } known)
                return known;
        }

        return RangeTotal(response) ?? ObjectTotal(response);
    }

    // The location of a count in the body is not the name of a header: there is none of that name.
    private static long? Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Number(values.FirstOrDefault()) : null;

    // Content-Range: items 0-24/319
    private static long? RangeTotal(HttpResponseMessage response) =>
        response.Content.Headers.TryGetValues(ContentRange, out var values) && values.FirstOrDefault() is { } range
            ? Number(range[(range.LastIndexOf('/') + 1)..])
            : null;

    // X-Pagination: {"totalCount":319,"pageSize":25,"currentPage":1,"totalPages":13}
    private static long? ObjectTotal(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues(PageObject, out var values))
            return null;

        try
        {
            using var page = JsonDocument.Parse(string.Join(',', values));
            return page.RootElement.ValueKind != JsonValueKind.Object ? null : page.RootElement.EnumerateObject()
                .Where(p => PageNames.Find(p.Name)?.Role == PageRole.Count && p.Value.ValueKind == JsonValueKind.Number
                    && !p.Name.Equals(PageNames.AmbiguousCount, StringComparison.OrdinalIgnoreCase))
                .Select(p => Number(p.Value.GetRawText()))
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
