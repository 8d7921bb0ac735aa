using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Downstream.Documents;

/// <summary>Copies security schemes and requirements, in the grammar of OpenAPI 3.</summary>
internal static class SecurityCopy
{
    private static readonly string[] Places = ["query", "header", "cookie"];
    private static readonly string[] Flows = ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"];

    public static JsonObject Schemes(JsonElement schemes, DocumentReferences references)
    {
        var copied = new JsonObject();
        foreach (var declared in schemes.Members())
        {
            if (Scheme(references.Follow(declared.Value).Element) is { } scheme)
                copied[declared.Name] = scheme;
        }

        return copied;
    }

    /// <summary>Null if there is no list, so that the requirements of the whole document apply.</summary>
    public static JsonArray? Requirements(JsonElement security) => security.ValueKind != JsonValueKind.Array
        ? null
        : new JsonArray([.. security.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object).Select(Requirement)]);

    private static JsonObject Requirement(JsonElement requirement)
    {
        var copied = new JsonObject();
        foreach (var scheme in requirement.EnumerateObject())
        {
            var names = scheme.Value.Items().Select(n => n.Text()).OfType<string>();
            copied[scheme.Name] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        }

        return copied;
    }

    private static JsonObject? Scheme(JsonElement scheme) => scheme.Member("type").Text() switch
    {
        "basic" => new JsonObject { ["type"] = "http", ["scheme"] = "basic" },
        "http" => new JsonObject { ["type"] = "http", ["scheme"] = scheme.Member("scheme").Text() ?? "" },
        "apiKey" when scheme.Member("in").Text() is { } place && Places.Contains(place) =>
            new JsonObject { ["type"] = "apiKey", ["in"] = place, ["name"] = scheme.Member("name").Text() ?? "" },
        "mutualTLS" => new JsonObject { ["type"] = "mutualTLS" },
        "openIdConnect" => new JsonObject { ["type"] = "openIdConnect", ["openIdConnectUrl"] = "https://unused.example/" },
        "oauth2" => new JsonObject { ["type"] = "oauth2", ["flows"] = FlowsOf(scheme) },
        _ => null,
    };

    // Only which flows there are matters. Swagger 2.0 has one, and other names for two of them.
    private static JsonObject FlowsOf(JsonElement scheme)
    {
        var names = scheme.Member("flow").Text() switch
        {
            "application" => ["clientCredentials"],
            "accessCode" => ["authorizationCode"],
            { } flow => [flow],
            null => scheme.Member("flows").Members().Where(f => f.Value.ValueKind == JsonValueKind.Object).Select(f => f.Name),
        };
        var flows = new JsonObject();
        foreach (var name in names.Where(n => Flows.Contains(n)))
            flows[name] = new JsonObject { ["scopes"] = new JsonObject() };

        return flows;
    }
}
