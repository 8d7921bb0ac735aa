using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;

namespace Portal.Downstream.Documents;

/// <summary>
/// The part of an API's document that views can come from, as OpenAPI 3.1, whatever version it has: the operations that the
/// portal can call, each with its JSON response as "200" and "application/json", and the schemas that they reach. References
/// are resolved and members of a wrong type left out, so that the library that reads it next finds nothing unexpected.
/// </summary>
internal sealed class DocumentExcerpt
{
    private readonly JsonElement _root;
    private readonly bool _isSwagger;
    private readonly IReadOnlyCollection<string> _headers;
    private readonly DocumentReferences _references;
    private readonly BoundedCopy _copy = new();
    private readonly SchemaCopy _schemas;
    private readonly JsonObject _paths = [];
    private readonly List<DocumentOperation> _operations = [];

    private DocumentExcerpt(JsonElement root, IReadOnlyCollection<string> headers)
    {
        _root = root;
        _isSwagger = IsSwagger(root);
        _headers = headers;
        _references = new DocumentReferences(root);
        _schemas = new SchemaCopy(_references, _copy);
    }

    /// <summary>Every GET operation, in the order of the document.</summary>
    public IReadOnlyList<DocumentOperation> Operations => _operations;

    public JsonObject Document { get; private set; } = [];

    /// <param name="headers">The headers that the portal sends with each call.</param>
    /// <exception cref="InvalidDataException">Not an OpenAPI document, or too large.</exception>
    public static DocumentExcerpt Of(JsonElement root, IReadOnlyCollection<string> headers)
    {
        var excerpt = new DocumentExcerpt(root, headers);
        excerpt.Build();
        return excerpt;
    }

    private static bool IsSwagger(JsonElement root)
    {
        var version = root.Member("openapi").Scalar();
        var swagger = root.Member("swagger").Scalar();
        if (version is null && swagger is null)
            throw new InvalidDataException("JSON or YAML without “openapi” or “swagger”, so it is not an OpenAPI document");
        if (version?.StartsWith("3.", StringComparison.Ordinal) is not true && swagger is not ("2.0" or "2"))
            throw new InvalidDataException("an OpenAPI document of a version that the portal does not read: it reads 2.0 and 3.0 to 3.2");
        if (root.Member("paths").ValueKind != JsonValueKind.Object)
            throw new InvalidDataException("an OpenAPI document without paths");

        return version is null;
    }

    private void Build()
    {
        foreach (var path in _root.Member("paths").EnumerateObject())
        {
            if (!path.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
                AddPath(path.Name, path.Value);
        }

        _schemas.CopyReferenced();
        var schemes = _root.Member(_isSwagger ? "securityDefinitions" : "components");
        Document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = _root.Member("info").Member("title").Text() ?? "", ["version"] = "1" },
            ["paths"] = _paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = _schemas.Components,
                ["securitySchemes"] = SecurityCopy.Schemes(
                    _isSwagger ? schemes : schemes.Member("securitySchemes"), _references),
            },
        };
        if (SecurityCopy.Requirements(_root.Member("security")) is { } security)
            Document["security"] = security;
    }

    private void AddPath(string template, JsonElement declared)
    {
        var target = _references.Follow(declared);
        var get = declared.Member("get").ValueKind != JsonValueKind.Undefined ? declared.Member("get") : target.Element.Member("get");
        if (target.Missing is { } missing && get.ValueKind == JsonValueKind.Undefined)
            _operations.Add(DocumentOperation.PassedBy(template, PassedOverCodes.Reference, missing));
        else if (get.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            AddOperation(template, target.Missing is null ? target.Element : declared, get);
    }

    private void AddOperation(string template, JsonElement item, JsonElement get)
    {
        if (get.ValueKind != JsonValueKind.Object)
        {
            _operations.Add(DocumentOperation.PassedBy(template, PassedOverCodes.Malformed));
            return;
        }

        var parameters = DocumentParameter.ReadAll(item, get, _references, out var missing);
        _copy.Count(parameters.Count);
        var needs = CallNeeds.Of(template, parameters, NeedsBody(get, parameters), _headers);
        var response = DocumentResponse.Read(get, Produces(), _references);
        var reason = missing is not null ? new PassedOverOperation(template, PassedOverCodes.Reference, missing)
            : needs.Missing
            ?? (response.Code is { } code ? new PassedOverOperation(template, code, response.Detail) : null)
            ?? (MissingIn(response.Schema) is { } lost ? new PassedOverOperation(template, PassedOverCodes.Reference, lost) : null)
            ?? (_paths.ContainsKey(needs.Path) ? new PassedOverOperation(template, PassedOverCodes.SameName, needs.Path) : null);
        _operations.Add(new DocumentOperation(template, needs, reason));
        if (reason is null)
            _paths[needs.Path] = CopyPath(item, get, parameters, response, needs);
    }

    private JsonObject CopyPath(
        JsonElement item, JsonElement get, List<DocumentParameter> parameters, DocumentResponse response, CallNeeds needs)
    {
        var copied = CopyOperation(get, parameters.Where(p => p.In is "query" or "header"));
        copied["responses"] = new JsonObject { ["200"] = CopyResponse(response) };
        var path = new JsonObject { ["get"] = copied };
        if (needs.Key is not null && item.Member("patch") is { ValueKind: JsonValueKind.Object } patch
            && CopyChange(item, patch, needs) is { } change)
        {
            path["patch"] = change;
        }

        return path;
    }

    // Null if the portal cannot send what the change requires.
    private JsonObject? CopyChange(JsonElement item, JsonElement patch, CallNeeds needs)
    {
        var parameters = DocumentParameter.ReadAll(item, patch, _references, out var missing);
        _copy.Count(parameters.Count);
        var body = _isSwagger
            ? parameters.Find(p => p.In == "body")?.Schema ?? default
            : DocumentResponse.JsonSchema(_references.Follow(patch.Member("requestBody")).Element.Member("content"), _references);
        if (missing is not null || body.ValueKind != JsonValueKind.Object
            || CallNeeds.Of("/x", parameters, needsBody: false, _headers) is not { Missing: null, Query: [] } changeNeeds
            || changeNeeds.Headers.Except(needs.Headers).Any())
        {
            return null;
        }

        var copied = CopyOperation(patch, parameters.Where(p => p.In == "header"));
        copied["requestBody"] = new JsonObject { ["content"] = Json(body) };
        copied["responses"] = new JsonObject();
        return copied;
    }

    private JsonObject CopyOperation(JsonElement operation, IEnumerable<DocumentParameter> parameters)
    {
        var copied = new JsonObject();
        _copy.Texts(operation, copied, "summary", "description", "operationId");
        _copy.Extensions(operation, copied);
        copied["parameters"] = new JsonArray([.. parameters.Select(CopyParameter)]);
        if (SecurityCopy.Requirements(operation.Member("security")) is { } security)
            copied["security"] = security;

        return copied;
    }

    private JsonObject CopyParameter(DocumentParameter parameter)
    {
        var copied = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In };
        _copy.Texts(parameter.Source, copied, "description");
        _copy.Extensions(parameter.Source, copied);
        if (parameter.Required)
            copied["required"] = true;

        copied["schema"] = _schemas.Copy(parameter.Schema);
        return copied;
    }

    private JsonObject CopyResponse(DocumentResponse response)
    {
        var headers = new JsonObject();
        foreach (var header in response.Response.Member("headers").Members())
        {
            _copy.Count(nodes: 2, header.Name.Length);
            headers[header.Name] = new JsonObject { ["schema"] = new JsonObject() };
        }

        var copied = new JsonObject { ["description"] = "", ["headers"] = headers, ["content"] = Json(response.Schema) };
        _copy.Extensions(response.Response, copied);
        return copied;
    }

    private JsonObject Json(JsonElement schema) =>
        new() { ["application/json"] = new JsonObject { ["schema"] = _schemas.Copy(schema) } };

    // The schema of the response, or of the rows in it, that is not in the document.
    private string? MissingIn(JsonElement schema) =>
        _references.Follow(schema) is { Missing: null } found ? _references.Follow(found.Element.Member("items")).Missing
        : _references.Follow(schema).Missing;

    private bool NeedsBody(JsonElement get, List<DocumentParameter> parameters) =>
        parameters.Exists(p => p.Required && p.In is "body" or "formData")
        || _references.Follow(get.Member("requestBody")).Element.Member("required").IsTrue();

    private JsonElement? Produces() => _isSwagger ? _root.Member("produces") : null;
}

/// <summary>A GET operation of a document.</summary>
/// <param name="Template">Its path in the document.</param>
/// <param name="Needs">What a call of it contains.</param>
/// <param name="PassedOver">Why it is not in the excerpt; null if it is.</param>
internal sealed record DocumentOperation(string Template, CallNeeds Needs, PassedOverOperation? PassedOver)
{
    /// <summary>The path that is called.</summary>
    public string Path => Needs.Path;

    /// <summary>The parameter for the key of a row; null if it reads a collection.</summary>
    public string? Key => Needs.Key;

    /// <summary>The path with the required query.</summary>
    public string Address => Needs.Query.Count == 0
        ? Path
        : $"{Path}?{string.Join('&', Needs.Query.Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}"))}";

    public static DocumentOperation PassedBy(string template, string code, string? detail = null) =>
        new(template, new CallNeeds(template, null, null, [], [], null), new PassedOverOperation(template, code, detail));
}
