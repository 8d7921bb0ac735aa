using System.Globalization;
using AppB.Sample.Problems;
using Microsoft.Extensions.Primitives;

namespace AppB.Sample.Query;

/// <summary>The query options of one request, parsed and validated. An unsupported option is refused by name.</summary>
internal sealed class CollectionQuery<T>
    where T : class, IRow
{
    private static readonly string[] Supported =
        ["$filter", "$orderby", "$top", "$skip", "$skiptoken", "$count", "$select", "$search"];

    public Filter<T>? Filter { get; private init; }

    public SortOrder<T> Order { get; private init; } = SortOrder<T>.Default;

    public int Top { get; private init; }

    public int Skip { get; private init; }

    public PageCursor? After { get; private init; }

    public bool Count { get; private init; }

    public IReadOnlyList<string>? Select { get; private init; }

    /// <summary>The full-text query, in FTS5's syntax.</summary>
    public string? Match { get; private init; }

    /// <exception cref="ProblemException">An option is unknown, malformed or not supported.</exception>
    public static CollectionQuery<T> Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var options = Options(query);
        return QueryParsing.Try(() => Parse(options));
    }

    private static CollectionQuery<T> Parse(Dictionary<string, string> options)
    {
        var parser = CollectionModel<T>.Parser(options);
        var order = options.ContainsKey("$orderby") ? SortOrder<T>.Parse(parser.ParseOrderBy()) : SortOrder<T>.Default;
        var skipToken = options.GetValueOrDefault("$skiptoken");
        if (skipToken is not null && options.ContainsKey("$skip"))
            throw ProblemException.QueryInvalid("$skip and $skiptoken cannot be combined.");

        return new()
        {
            Filter = options.ContainsKey("$filter") ? FilterTranslation<T>.Translate(parser.ParseFilter()) : null,
            Order = order,
            Top = Number(options, "$top", 1, QueryLimits.MaxTop) ?? QueryLimits.DefaultTop,
            Skip = Number(options, "$skip", 0, QueryLimits.MaxSkip) ?? 0,
            After = skipToken is null ? null : PageCursor.Parse(skipToken, order.ToString()),
            Count = Flag(options, "$count"),
            Select = options.TryGetValue("$select", out var select) ? Selected(select) : null,
            Match = options.ContainsKey("$search") ? Search(parser.ParseSearch()) : null,
        };
    }

    private static Dictionary<string, string> Options(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, values) in query)
        {
            if (!Supported.Contains(key, StringComparer.Ordinal))
            {
                throw ProblemException.QueryInvalid(
                    $"{Quoted(key)} is not a supported query option. Use {string.Join(", ", Supported)}.");
            }

            if (values is not [{ Length: <= QueryLimits.MaxOptionLength } value] || string.IsNullOrWhiteSpace(value))
            {
                throw ProblemException.QueryInvalid(
                    $"{key} must be given once, with 1 to {QueryLimits.MaxOptionLength} characters.");
            }

            options[key] = key == "$search" ? SearchText.Quoted(value) : value;
        }

        return options;
    }

    private static int? Number(Dictionary<string, string> options, string key, int minimum, int maximum)
    {
        if (!options.TryGetValue(key, out var text))
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum
            ? number
            : throw ProblemException.QueryInvalid($"{key} must be a whole number from {minimum} to {maximum}.");
    }

    private static bool Flag(Dictionary<string, string> options, string key) => options.GetValueOrDefault(key) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ProblemException.QueryInvalid($"{key} must be true or false."),
    };

    private static string[]? Selected(string text)
    {
        var columns = text.Split(',', StringSplitOptions.TrimEntries);
        if (columns is ["*"])
            return null;

        return Array.Find(columns, c => !CollectionModel<T>.Columns.ContainsKey(c)) is { } unknown
            ? throw ProblemException.QueryInvalid(
                $"$select has the unknown column {Quoted(unknown)}. Use {string.Join(", ", CollectionModel<T>.Columns.Keys)}.")
            : columns;
    }

    private static string Search(Microsoft.OData.UriParser.SearchClause clause) =>
        CollectionModel<T>.Searchable.Count > 0
            ? SearchText.Of(clause)
            : throw ProblemException.QueryInvalid("This collection does not support $search.");

    private static string Quoted(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..40]}…'";
}
