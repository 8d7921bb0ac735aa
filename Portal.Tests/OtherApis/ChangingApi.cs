using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>An API that gets a new version, with another document, while the portal runs.</summary>
internal sealed class ChangingApi
{
    private volatile bool _isNew;

    public void Change() => _isNew = true;

    public void Map(WebApplication app)
    {
        app.MapGet("/openapi/v1.json", () => StubHost.Document(_isNew ? Document("/notes", "body", "") : Document("/notes", "text", Retired)));
        app.MapGet("/notes", (string? text, string? body) => _isNew && text is not null
            ? Results.BadRequest(new { message = "There is no parameter text." })
            : Results.Json(_isNew ? new object[] { new { id = 1, body = body ?? "x" } } : [new { id = 1, text = text ?? "x" }]));
        app.MapGet("/retired", () => _isNew ? Results.NotFound() : Results.Json(new[] { new { id = 1 } }));
    }

    private const string Retired = """
        , "/retired": { "get": { "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
          "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } }
        """;

    private static string Document(string path, string column, string others) => $$"""
        { "openapi": "3.1.0", "info": { "title": "Changing", "version": "1" }, "paths": {
          "{{path}}": { "get": {
            "parameters": [ { "name": "{{column}}", "in": "query", "schema": { "type": "string" } } ],
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
              "type": "array", "items": { "type": "object", "properties": {
                "id": { "type": "integer" }, "{{column}}": { "type": "string" } } } } } } } } } } {{others}} } }
        """;
}
