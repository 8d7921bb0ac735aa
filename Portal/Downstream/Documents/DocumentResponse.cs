using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Downstream.Documents;

/// <summary>What a successful response contains, as JSON: its schema, or why there is none.</summary>
/// <param name="Response">The response object with the headers.</param>
/// <param name="Code">One of <see cref="PassedOverCodes"/>; null if there is a schema.</param>
internal sealed record DocumentResponse(JsonElement Schema, JsonElement Response, string? Code = null, string? Detail = null)
{
    private const int MaxNamed = 3;

    /// <param name="defaults">The media types of a Swagger 2.0 document that names none at the operation; null in later versions.</param>
    public static DocumentResponse Read(JsonElement operation, JsonElement? defaults, DocumentReferences references)
    {
        DocumentResponse? other = null;
        foreach (var declared in Successes(references.Follow(operation.Member("responses")).Element))
        {
            var target = references.Follow(declared);
            var read = target.Missing is { } missing
                ? new DocumentResponse(default, default, PassedOverCodes.Reference, missing)
                : defaults is { } all ? OfSwagger(operation, target.Element, all) : OfContent(target.Element, references);
            if (read.Code is null)
                return read;

            // A status without content says less than one with another type of content.
            other = other is null or { Code: PassedOverCodes.NotDescribed } ? read : other;
        }

        return other ?? new DocumentResponse(default, default, PassedOverCodes.NotDescribed);
    }

    /// <summary>The schema of a JSON body; undefined if there is none.</summary>
    public static JsonElement JsonSchema(JsonElement content, DocumentReferences references) => content.Members()
        .Where(type => Preference(type.Name) is not null)
        .OrderBy(type => Preference(type.Name))
        .Select(type => references.Follow(type.Value).Element.Member("schema"))
        .FirstOrDefault(schema => schema.ValueKind != JsonValueKind.Undefined);

    // "default" describes errors, unless it is the only response.
    private static List<JsonElement> Successes(JsonElement responses)
    {
        var found = responses.Members().Where(r => Rank(r.Name) is not null).OrderBy(r => Rank(r.Name)).Select(r => r.Value).ToList();
        return found.Count == 0 && responses.Member("default") is { ValueKind: JsonValueKind.Object } only ? [only] : found;
    }

    private static int? Rank(string status) => status switch
    {
        "200" => 0,
        ['2', >= '0' and <= '9', >= '0' and <= '9'] => 1,
        ['2', 'X' or 'x', 'X' or 'x'] => 2,
        _ => null,
    };

    private static DocumentResponse OfContent(JsonElement response, DocumentReferences references)
    {
        var content = response.Member("content");
        var schema = JsonSchema(content, references);
        if (schema.ValueKind != JsonValueKind.Undefined)
            return new DocumentResponse(schema, response);

        var types = content.Members().Select(type => type.Name).ToList();
        return types.Count == 0 || types.Exists(type => Preference(type) is not null)
            ? new DocumentResponse(default, response, PassedOverCodes.NotDescribed)
            : new DocumentResponse(default, response, PassedOverCodes.NoJson, string.Join(", ", types.Take(MaxNamed)));
    }

    private static DocumentResponse OfSwagger(JsonElement operation, JsonElement response, JsonElement defaults)
    {
        var declared = operation.Member("produces") is { ValueKind: JsonValueKind.Array } own ? own : defaults;
        var types = declared.Items().Select(type => type.Text()).OfType<string>().ToList();
        if (types.Count > 0 && !types.Exists(type => Preference(type) is not null))
            return new DocumentResponse(default, response, PassedOverCodes.NoJson, string.Join(", ", types.Take(MaxNamed)));

        var schema = response.Member("schema");
        return schema.Member("type").Text() == "file" ? new DocumentResponse(default, response, PassedOverCodes.NoJson, "a file")
            : schema.ValueKind == JsonValueKind.Undefined ? new DocumentResponse(default, response, PassedOverCodes.NotDescribed)
            : new DocumentResponse(schema, response);
    }

    // Which type of content is read first; null if it is not JSON. Parameters such as a character set do not matter.
    private static int? Preference(string mediaType)
    {
        var type = mediaType.Split(';')[0].Trim().ToUpperInvariant();
        return type switch
        {
            "APPLICATION/JSON" => 0,
            "APPLICATION/PROBLEM+JSON" => null,
            "TEXT/JSON" => 1,
            "*/*" or "APPLICATION/*" => 2,
            _ when type.EndsWith("+JSON", StringComparison.Ordinal) => 1,
            _ => null,
        };
    }
}
