using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Entra.Emulator.Graph.Queries;

/// <summary>
/// The parsed query options of a request. Options that a route does not support are refused, not ignored.
/// </summary>
internal sealed record QueryOptions(GraphCall Call)
{
    private const int DefaultPage = 100;
    private const int MaxPage = 999;

    // Graph accepts these with and without the dollar sign.
    private static readonly string[] Known =
        ["select", "top", "filter", "search", "orderby", "count", "skiptoken", "expand", "skip", "format"];

    private static readonly QueryOption[] Paging = [QueryOption.Top, QueryOption.SkipToken];

    public IReadOnlyList<string>? Select { get; private init; }

    public int Top { get; private init; } = DefaultPage;

    public string? SkipToken { get; private init; }

    public bool Count { get; private init; }

    /// <summary>$filter and $search combined: an object must match both.</summary>
    public FilterNode? Where { get; private init; }

    public (string Property, bool Descending)? OrderBy { get; private init; }

    /// <summary>The total is returned on the first page only, to clients that accept eventual consistency.</summary>
    public bool IncludeCount => Count && Call.IsEventual && SkipToken is null;

    /// <exception cref="GraphErrorException">An option is unknown, not supported or malformed.</exception>
    public static QueryOptions Read(GraphCall call, params ReadOnlySpan<QueryOption> allowed)
    {
        var options = new QueryOptions(call);
        foreach (var (key, values) in call.Query)
        {
            if (NameOf(key) is not { } name)
                continue;
            if (!Enum.TryParse<QueryOption>(name, ignoreCase: true, out var option) || !allowed.Contains(option))
                throw new GraphErrorException(GraphError.Malformed($"The query option '{key}' is not supported here."));
            if (values is not [{ } value])
                throw new GraphErrorException(GraphError.Malformed($"Query option '{key}' was specified more than once."));

            options = options.With(option, value);
        }

        options.RefuseUnlessEventual(call.Query);
        return options;
    }

    /// <summary>The options of a filterable collection.</summary>
    public static QueryOptions ReadList(GraphCall call) => Read(
        call, [.. Paging, QueryOption.Select, QueryOption.Filter, QueryOption.Search, QueryOption.OrderBy, QueryOption.Count]);

    /// <summary>The options of a collection that can only be listed.</summary>
    public static QueryOptions ReadPages(GraphCall call) => Read(call, [.. Paging, QueryOption.Select, QueryOption.Count]);

    public static QueryOptions ReadFiltered(GraphCall call) =>
        Read(call, [.. Paging, QueryOption.Select, QueryOption.Count, QueryOption.Filter]);

    private static string? NameOf(string key)
    {
        var name = key.TrimStart('$').ToLowerInvariant();
        return Known.Contains(name) ? name : key.StartsWith('$') ? name : null;
    }

    private QueryOptions With(QueryOption option, string value) => option switch
    {
        QueryOption.Select => this with { Select = value.Split(',', StringSplitOptions.TrimEntries) },
        QueryOption.Top => this with { Top = TopOf(value) },
        QueryOption.SkipToken => this with { SkipToken = value },
        QueryOption.Count => this with { Count = value.Equals("true", StringComparison.OrdinalIgnoreCase) },
        QueryOption.Filter => this with { Where = And(FilterText.Parse(value)) },
        QueryOption.Search => this with { Where = And(SearchText.Parse(value)) },
        QueryOption.OrderBy => this with { OrderBy = OrderOf(value) },
        _ => this,
    };

    private FilterNode And(FilterNode node) => Where is null ? node : new FilterNode.Both(Where, node);

    private static int TopOf(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= MaxPage
            ? top
            : throw new GraphErrorException(GraphError.BadRequest(
                $"Invalid page size specified: '{value}'. Must be between 1 and {MaxPage} inclusive."));

    private static (string, bool) OrderOf(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var property] => (property, false),
        [var property, "asc"] => (property, false),
        [var property, "desc"] => (property, true),
        _ => throw new GraphErrorException(GraphError.Unsupported("Sorting is supported by one property only.")),
    };

    // Graph answers advanced queries from an eventually consistent index, and only to clients that accept it.
    private void RefuseUnlessEventual(IReadOnlyDictionary<string, StringValues> query)
    {
        var searches = query.Keys.Any(k => NameOf(k) == "search");
        if (searches && !Call.IsEventual)
        {
            throw new GraphErrorException(GraphError.Unsupported(
                "Request with $search query parameter only works through MSGraph with a special request header: "
                + "'ConsistencyLevel: eventual'"));
        }

        var isAdvanced = !searches && Where is not null && (Where.IsAdvanced || OrderBy is not null);
        if (isAdvanced && !(Call.IsEventual && Count))
        {
            throw new GraphErrorException(GraphError.Unsupported(
                "This query needs the header 'ConsistencyLevel: eventual' and $count=true."));
        }
    }
}

internal enum QueryOption
{
    Select,
    Top,
    SkipToken,
    Count,
    Filter,
    Search,
    OrderBy,
}
