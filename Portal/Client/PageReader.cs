using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;

namespace Portal.Client;

/// <summary>Reads a page from a response, using the locations in the view's protocol.</summary>
internal static class PageReader
{
    private const string LinkHeader = "Link";

    /// <exception cref="JsonException">The rows are not where the contract says.</exception>
    public static PageOfRows Read(JsonElement body, HttpResponseMessage response, DataProtocol protocol, DataQuery query)
    {
        var rows = Find(body, protocol.Rows) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().ToList()
            : throw new JsonException($"No list at {protocol.Rows ?? "the root"}.");
        if (rows.Exists(row => row.ValueKind == JsonValueKind.Object && !HasNames(row)))
            throw new JsonException("A row has an invalid property name.");

        var count = Count(body, response, protocol);
        var after = After(body, response, protocol);
        return new PageOfRows(rows, count, HasMore(rows.Count, count, after, protocol, query), after);
    }

    private static bool HasMore(int rows, long? count, string? after, DataProtocol protocol, DataQuery query)
    {
        if (protocol.Next is not null)
            return after is not null;
        if (rows == 0 || (protocol.Offset ?? protocol.Page) is null)
            return false;

        return count is { } all ? query.Skip + (long)rows < all : rows >= query.Top;
    }

    // A property name with an unpaired surrogate is valid JSON, but any property lookup on its object throws.
    private static bool HasNames(JsonElement row)
    {
        try
        {
            return row.EnumerateObject().All(property => property.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static long? Count(JsonElement body, HttpResponseMessage response, DataProtocol protocol)
    {
        if (protocol.Count is not { } location)
            return null;
        if (response.Headers.TryGetValues(location, out var values))
            return long.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var total) ? total : null;

        return Find(body, location) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count)
            && count >= 0 ? count : null;
    }

    // Only the query of a next link is used: the call goes to the same host and path as the first one.
    private static string? After(JsonElement body, HttpResponseMessage response, DataProtocol protocol)
    {
        var next = protocol.Next switch
        {
            null => null,
            LinkHeader => LinkOf(response),
            { } location => Find(body, location) switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString(),
                { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
                _ => null,
            },
        };
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
        var (start, end) = (next?.IndexOf('<', StringComparison.Ordinal) ?? -1, next?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return start >= 0 && end > start ? next![(start + 1)..end] : null;
    }

    private static JsonElement? Find(JsonElement body, string? location)
    {
        var found = body;
        foreach (var step in location?.Split('/') ?? [])
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
                return null;
        }

        return found;
    }
}
