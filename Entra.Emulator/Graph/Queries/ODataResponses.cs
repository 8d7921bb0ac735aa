using System.Globalization;

namespace Entra.Emulator.Graph.Queries;

/// <summary>OData collections: context, count, next link and values.</summary>
internal static class ODataResponses
{
    public static GraphResponse Collection<T>(
        GraphCall call, QueryOptions options, string of, Page<T> page, Func<T, object> write)
    {
        var body = new Dictionary<string, object?> { ["@odata.context"] = call.Context($"{of}{Selected(options)}") };
        if (page.Count is { } count)
            body["@odata.count"] = count;
        if (page.Next is { } next)
            body["@odata.nextLink"] = Link(call, next);

        // Written eagerly: an invalid $select must still produce an error response.
        body["value"] = page.Items.Select(write).ToArray();
        return GraphResponse.Ok(body);
    }

    /// <summary>The context of a single object.</summary>
    public static Dictionary<string, object?> Entity(GraphCall call, QueryOptions? options, string of) =>
        new() { ["@odata.context"] = call.Context($"{of}{(options is null ? "" : Selected(options))}/$entity") };

    /// <summary>A page of an in-memory list.</summary>
    public static Page<T> PageOf<T>(IReadOnlyList<T> all, QueryOptions options)
    {
        var start = PageToken.Position(options.SkipToken, all.Count);
        var end = Math.Min(start + options.Top, all.Count);
        return new Page<T>(
            [.. all.Skip(start).Take(end - start)],
            end < all.Count ? PageToken.Of(end) : null,
            options.IncludeCount ? all.Count : null);
    }

    /// <summary>The number of matches, as plain text.</summary>
    public static GraphResponse Count(GraphCall call, Func<QueryOptions, int> count)
    {
        var options = QueryOptions.Read(
            call with { Query = WithCount(call) }, QueryOption.Filter, QueryOption.Search, QueryOption.Count);
        return call.IsEventual
            ? GraphResponse.Ok(count(options).ToString(CultureInfo.InvariantCulture))
            : throw new GraphErrorException(GraphError.Malformed("$count is not currently supported."));
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> WithCount(GraphCall call) =>
        new(call.Query) { ["$count"] = "true" };

    private static string Selected(QueryOptions options) =>
        options.Select is { } select ? $"({string.Join(',', select)})" : "";

    private static string Link(GraphCall call, string next)
    {
        var query = call.Query
            .Where(q => !q.Key.TrimStart('$').Equals("skiptoken", StringComparison.OrdinalIgnoreCase))
            .SelectMany(q => q.Value, (q, value) => $"{Escape(q.Key)}={Uri.EscapeDataString(value ?? "")}")
            .Append($"$skiptoken={next}");
        return $"{call.Root}/{call.Path}?{string.Join('&', query)}";
    }

    private static string Escape(string key) => Uri.EscapeDataString(key).Replace("%24", "$", StringComparison.Ordinal);
}
