using System.Text.Json;

namespace Portal.Downstream;

/// <summary>
/// The reason in a JSON error response: problem details (RFC 9457), OAuth, OData, JSON:API, GraphQL, Google, Spring, ASP.NET,
/// FastAPI, Django, NestJS and the like. Only members with the usual names are read.
/// </summary>
internal static class JsonErrorReason
{
    private const int MaxParts = 5;
    private const int MaxDepth = 5;
    private const int MaxCodeLength = 60;

    private static readonly string[] Texts =
    [
        "detail", "message", "error_description", "description", "errorMessage", "error_message", "errorDescription", "errorSummary",
        "faultstring", "exceptionMessage", "userMessage", "hydra:description", "msg", "reason", "text",
    ];

    // Where a reason is if it is not next to these members: an object, a list of reasons, or reasons by field.
    private static readonly string[] Nested =
        ["message", "detail", "errors", "error", "fault", "exception", "errorMessages", "status", "result", "_embedded"];

    // What adds the fields to a general reason, such as "The given data was invalid."
    private static readonly string[] Details =
    [
        "errors", "details", "violations", "fieldViolations", "fieldErrors", "validationErrors", "invalid-params", "invalidParams",
        "issues", "subErrors", "errorCauses",
    ];

    private static readonly string[] Fields = ["field", "path", "propertyPath", "property", "param", "pointer", "parameter", "name", "target"];

    /// <summary>Null if it has no reason in a form that is known here.</summary>
    public static string? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return OfElement(root, depth: 0) ?? (root.ValueKind == JsonValueKind.Object ? OfFields(root) : null);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string? OfElement(JsonElement element, int depth) => element.ValueKind switch
    {
        _ when depth > MaxDepth => null,
        JsonValueKind.String => Text(element),
        JsonValueKind.Array => Join(element.EnumerateArray().Select(item => OfItem(item, depth + 1))),
        JsonValueKind.Object => OfObject(element, depth),
        _ => null,
    };

    private static string? OfObject(JsonElement element, int depth)
    {
        if (Texts.Select(name => Text(Member(element, name))).FirstOrDefault(text => text is not null) is { } reason)
        {
            var details = Join(Details.Select(name => OfNested(Member(element, name), depth)).Where(d => d is not null && d != reason));
            return $"{reason}{Code(element)}{(details is null ? "" : $" {details}")}";
        }

        // A problem's title is general; the members below it name the fields.
        return Nested.Concat(Details).Select(name => OfNested(Member(element, name), depth)).FirstOrDefault(text => text is not null)
            ?? Text(Member(element, "title"));
    }

    // errors: { "field": ["why"] } has no member with one of the usual names.
    private static string? OfNested(JsonElement? member, int depth) => member is not { } element ? null
        : OfElement(element, depth + 1)
        ?? (element.ValueKind == JsonValueKind.Object && depth < MaxDepth
            ? Join(element.EnumerateObject().Select(m => Named(m.Name, OfElement(m.Value, depth + 1))))
            : null);

    // One of several reasons, with the field that it is about.
    private static string? OfItem(JsonElement item, int depth)
    {
        if (OfElement(item, depth) is not { } reason || item.ValueKind != JsonValueKind.Object)
            return OfElement(item, depth);

        return Named(FieldOf(item), reason);
    }

    private static string? FieldOf(JsonElement item)
    {
        if (Member(item, "source") is { ValueKind: JsonValueKind.Object } source)
            return FieldOf(source);

        return Fields.Prepend("loc").Select(name => Member(item, name)).Select(field => field switch
        {
            { ValueKind: JsonValueKind.Array } steps => string.Join('.', steps.EnumerateArray().Select(step => Text(step) ?? step.GetRawText())),
            _ => Text(field),
        }).FirstOrDefault(name => !string.IsNullOrEmpty(name));
    }

    // { "field": ["why"] }, as Django's REST framework writes it. A member of another form is not the reason.
    private static string? OfFields(JsonElement root)
    {
        var members = root.EnumerateObject().ToList();
        return members.TrueForAll(m => m.Value.ValueKind == JsonValueKind.Array && m.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String))
            ? Join(members.Select(m => Named(m.Name is "non_field_errors" or "__all__" ? null : m.Name, OfElement(m.Value, depth: 1))))
            : null;
    }

    private static string? Named(string? field, string? reason) =>
        reason is null || field is null || Names(reason, field) ? reason : $"{field}: {reason}";

    private static bool Names(string reason, string field) =>
        reason.IndexOf(field, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
        && (at == 0 || !char.IsLetterOrDigit(reason[at - 1]))
        && (at + field.Length == reason.Length || !char.IsLetterOrDigit(reason[at + field.Length]));

    // A problem's detail (RFC 9457) is a whole sentence, and its code is the stable one of the problem. In other forms, an
    // error code in words, such as BadFilter or invalid_request, can be looked up; a number usually repeats the status.
    private static string Code(JsonElement element) =>
        Member(element, "detail") is null
        && (Word(element, "code") ?? Word(element, "error") ?? Constant(Word(element, "status"))) is { } code
            ? $" ({code})"
            : "";

    private static string? Word(JsonElement element, string name) =>
        Text(Member(element, name)) is { Length: <= MaxCodeLength } word
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && !word.All(char.IsAsciiDigit)
            ? word
            : null;

    // INVALID_ARGUMENT; other values of "status" only say that it failed.
    private static string? Constant(string? word) =>
        word?.Contains('_', StringComparison.Ordinal) is true && word.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? word : null;

    private static string? Join(IEnumerable<string?> parts) =>
        string.Join("; ", parts.OfType<string>().Take(MaxParts)) is { Length: > 0 } text ? text : null;

    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals(name) || member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    // Each part is shortened by itself: in the whole, a stack frame would no longer be at the start of a line.
    private static string? Text(JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } value ? ErrorReason.Shorten(value.GetString()) : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }
}
