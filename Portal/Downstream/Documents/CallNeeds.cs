using System.Text.RegularExpressions;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Downstream.Documents;

/// <summary>What a call of an operation must contain, and whether the portal can send it.</summary>
/// <param name="Path">The path, with each parameter filled in that has only one value.</param>
/// <param name="Key">
/// The only parameter that remains, if it is the last segment: the operation may open one row. If the path names the key's
/// property, its name.
/// </param>
/// <param name="Collection">The path before the key; null without one.</param>
/// <param name="Query">Required query parameters with the value that the document names for them.</param>
/// <param name="Headers">Required headers with their only allowed value.</param>
/// <param name="Missing">Why the portal cannot call the operation; null if it can, given the key.</param>
internal sealed partial record CallNeeds(
    string Path,
    string? Key,
    string? Collection,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    PassedOverOperation? Missing)
{
    // OpenAPI 3, "Parameter Object": a document that declares these three says nothing. The others the portal sends itself.
    private static readonly string[] OwnHeaders = ["Accept", "Content-Type", "Authorization", "If-Match", "If-None-Match"];

    private const int MaxNamed = 5;

    /// <param name="template">The path in the document.</param>
    /// <param name="headers">The headers that the portal sends with each call.</param>
    public static CallNeeds Of(
        string template, IReadOnlyList<DocumentParameter> parameters, bool needsBody, IReadOnlyCollection<string> headers)
    {
        var path = Fill(template, parameters);
        var open = Placeholders(path);
        var ofRow = open.Count == 1 && KeySegment().Match(path) is { Success: true } match ? match : null;
        var collection = ofRow?.Groups["collection"].Value;
        var key = ofRow is null ? null : open[0];
        var needed = parameters.Where(p => p.Required && p.In == "query").ToList();
        var query = needed
            .Select(p => KeyValuePair.Create(p.Name, p.OnlyValue ?? p.Default ?? ProtocolReader.FirstValue(p.Name)))
            .Where(p => p.Value is not null)
            .Select(p => KeyValuePair.Create(p.Key, p.Value ?? ""))
            .ToList();
        var others = parameters
            .Where(p => p.Required && p.In == "header" && !OwnHeaders.Concat(headers).Contains(p.Name, StringComparer.OrdinalIgnoreCase))
            .Select(p => (p.Name, Value: p.OnlyValue))
            .ToList();
        var fixedHeaders = others.Where(CanSend).Select(h => KeyValuePair.Create(h.Name, h.Value ?? "")).ToList();
        var column = ofRow?.Groups["column"] is { Success: true } named ? named.Value : key;
        return new CallNeeds(path, column, collection, query, fixedHeaders, Missing());

        PassedOverOperation? Missing()
        {
            var unknown = open.Where(name => name != key).Select(name => $"path {name}")
                .Concat(needed.Where(p => query.TrueForAll(q => q.Key != p.Name)).Select(p => $"query {p.Name}"))
                .Concat(parameters.Where(p => p.Required && p.In == "cookie").Select(p => $"cookie {p.Name}"))
                .ToList();
            if (unknown.Count > 0)
                return new PassedOverOperation(template, PassedOverCodes.Parameter, string.Join(", ", unknown.Take(MaxNamed)));

            if (collection is not "" && !SafePath.IsCollection(collection ?? path))
                return new PassedOverOperation(template, PassedOverCodes.Path);

            return others.Find(h => !CanSend(h)).Name is { } header
                ? new PassedOverOperation(template, PassedOverCodes.Header, header)
                : needsBody ? new PassedOverOperation(template, PassedOverCodes.Body)
                : null;
        }
    }

    // The rules for headers of settings also hold for those of a document.
    private static bool CanSend((string Name, string? Value) header) =>
        header.Value is { } value && ExtraHeaders.Problem(new Dictionary<string, string> { [header.Name] = value }) is null;

    // The default of another parameter than the API's version is one value of many, as in "/orders/{id}".
    private static string Fill(string template, IReadOnlyList<DocumentParameter> parameters) => parameters
        .Where(p => p.In == "path")
        .Select(p => (p.Name, Value: p.OnlyValue ?? (p.Name.Contains("version", StringComparison.OrdinalIgnoreCase) ? p.Default : null)))
        .Where(p => p.Value is not null && SafePath.IsCollection("/" + p.Value))
        .Aggregate(template, (path, p) => path.Replace($"{{{p.Name}}}", p.Value, StringComparison.Ordinal));

    private static List<string> Placeholders(string path)
    {
        var names = new List<string>();
        for (var at = 0; path.IndexOf('{', at) is >= 0 and var start && path.IndexOf('}', start) is >= 0 and var end; at = end)
            names.Add(path[(start + 1)..end]);

        return names;
    }

    // "/orders/{id}" with or without a slash at its end, or a key of OData: "/Orders({id})", "/Orders('{id}')", "/Orders(Id={id})".
    [GeneratedRegex(
        @"^(?<collection>[^{}()]*)(/\{[^{}]+\}/?|\(((?<column>[A-Za-z_][A-Za-z0-9_]*)=)?(?<quote>'?)\{[^{}]+\}\k<quote>\))\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeySegment();
}
