using System.Globalization;

namespace Portal.Downstream.Dialect;

/// <summary>The total number of rows in a header of the response.</summary>
internal static class CountHeader
{
    private const string ContentRange = "Content-Range";

    private static readonly string[] WellKnown =
        ["X-Total-Count", "X-Total", "Total-Count", "X-WP-Total", "X-Pagination-Total-Count"];

    public static long? Declared(HttpResponseMessage response, DataProtocol protocol) =>
        protocol.Count is { } name ? Value(response, name) : null;

    public static long? Undeclared(HttpResponseMessage response)
    {
        foreach (var name in WellKnown)
        {
            if (Value(response, name) is { } known)
                return known;
        }

        return RangeTotal(response);
    }

    // The location of a count in the body is not the name of a header: there is none of that name.
    private static long? Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Number(values.FirstOrDefault()) : null;

    // Content-Range: items 0-24/319
    private static long? RangeTotal(HttpResponseMessage response) =>
        response.Content.Headers.TryGetValues(ContentRange, out var values) && values.FirstOrDefault() is { } range
            ? Number(range[(range.LastIndexOf('/') + 1)..])
            : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
