using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>
/// Returns an object with rows and a separate total, pages by cursor only, takes the sort direction in its own parameter, and
/// requires a header and a version with each call.
/// </summary>
internal static class LedgerApi
{
    public const int Count = 120;
    public const string Tenant = "contoso";

    public static void Map(WebApplication app)
    {
        var entries = Enumerable.Range(1, Count).Select(i => new { id = i, account = $"A{i % 4}", amount = i * 1.25m })
            .ToList();
        app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract));
        app.MapGet("/entries", (
            HttpContext context, string? cursor, string? sort_by, string? order, string? version, int limit = 20) =>
        {
            if (context.Request.Headers["X-Tenant"] != Tenant || context.Request.Headers["X-Format"] != "short" || version != "2")
                return Results.BadRequest("The header X-Tenant or X-Format, or the version is missing.");

            var sorted = (sort_by, order) is ("amount", "desc")
                ? entries.OrderByDescending(e => e.amount).ToList()
                : entries;
            var from = int.Parse(cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var next = from + limit < sorted.Count ? $"{from + limit}" : null;
            return Results.Ok(
                new { data = sorted.Skip(from).Take(limit), meta = new { total = sorted.Count, next_cursor = next } });
        });
    }

    private const string Contract = """
        {
          "openapi": "3.1.0",
          "info": { "title": "Ledger", "version": "1" },
          "paths": {
            "/audit": {
              "get": {
                "parameters": [ { "name": "X-Auditor", "in": "header", "required": true, "schema": { "type": "string" } } ],
                "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
                  "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } }
              }
            },
            "/entries": {
              "get": {
                "parameters": [
                  { "name": "X-Tenant", "in": "header", "required": true, "schema": { "type": "string" } },
                  { "name": "X-Format", "in": "header", "required": true, "schema": { "type": "string", "const": "short" } },
                  { "name": "version", "in": "query", "required": true, "schema": { "type": "string", "enum": [ "2" ] } },
                  { "name": "cursor", "in": "query", "schema": { "type": "string" } },
                  { "name": "limit", "in": "query", "schema": { "type": "integer", "maximum": 50 } },
                  { "name": "sort_by", "in": "query", "schema": { "type": "string", "enum": [ "id", "amount" ] } },
                  { "name": "order", "in": "query", "schema": { "type": "string", "enum": [ "asc", "desc" ] } }
                ],
                "responses": {
                  "200": {
                    "description": "A page",
                    "content": { "application/json": { "schema": {
                      "type": "object",
                      "properties": {
                        "data": { "type": "array", "items": { "type": "object", "properties": {
                          "id": { "type": "integer" },
                          "account": { "type": "string" },
                          "amount": { "type": "number", "multipleOf": 0.01 } } } },
                        "meta": { "type": "object", "properties": {
                          "total": { "type": "integer" },
                          "next_cursor": { "type": [ "string", "null" ] } } }
                      } } } }
                  }
                }
              }
            }
          }
        }
        """;
}
