using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>
/// As unlike AppB as possible: a bare array, numbered pages, the total and the next page in headers, <c>-column</c> to
/// sort, one parameter per filter, and changes without versions.
/// </summary>
internal static class TicketsApi
{
    public const int Count = 250;

    private static readonly string[] States = ["open", "waiting", "closed"];

    public static void Map(WebApplication app)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var tickets = Enumerable.Range(1, Count)
            .Select(i => new Ticket($"T-{i}", $"Ticket {i}", States[i % 3], start.AddHours(i), i % 7))
            .ToList();
        app.MapGet("/docs/api.json", () => StubHost.Document(Contract));
        app.MapGet("/v2/tickets", (
            HttpContext context, string? q, string? state, string? sort, int page = 1, int per_page = 30) =>
        {
            var found = Sorted(tickets.Where(t => (state is null || t.State == state)
                && (q is null || t.Subject.Contains(q, StringComparison.OrdinalIgnoreCase))), sort).ToList();
            context.Response.Headers["X-Total-Count"] = $"{found.Count}";
            if (page * per_page < found.Count)
                context.Response.Headers.Link =
                    $"<https://elsewhere.example/v2/tickets?page={page + 1}&per_page={per_page}>; rel=\"next\"";

            return found.Skip((page - 1) * per_page).Take(per_page);
        });
        app.MapGet("/v2/tickets/{code}", (string code) => tickets.Find(t => t.Code == code) is { } found
            ? Results.Ok(found)
            : Results.NotFound());
        app.MapPatch("/v2/tickets/{code}", (string code, Change change) =>
        {
            var at = tickets.FindIndex(t => t.Code == code);
            tickets[at] = tickets[at] with { State = change.State };
            return tickets[at];
        });
    }

    private static IEnumerable<Ticket> Sorted(IEnumerable<Ticket> tickets, string? sort) => sort switch
    {
        "opened" => tickets.OrderBy(t => t.Opened),
        "-opened" => tickets.OrderByDescending(t => t.Opened),
        _ => tickets,
    };

    internal sealed record Ticket(string Code, string Subject, string State, DateTimeOffset Opened, int Priority);

    internal sealed record Change(string State);

    private const string Contract = """
        {
          "openapi": "3.0.3",
          "info": { "title": "Help desk", "version": "2" },
          "paths": {
            "/v2/tickets": {
              "get": {
                "summary": "Tickets",
                "parameters": [
                  { "name": "page", "in": "query", "schema": { "type": "integer", "minimum": 1, "default": 1 } },
                  { "name": "per_page", "in": "query", "schema": { "type": "integer", "maximum": 100, "default": 30 } },
                  { "name": "sort", "in": "query", "schema": { "type": "string", "enum": [ "opened", "-opened" ] } },
                  { "name": "q", "in": "query", "schema": { "type": "string" } },
                  { "name": "state", "in": "query",
                    "schema": { "type": "string", "enum": [ "open", "waiting", "closed" ] } }
                ],
                "responses": {
                  "200": {
                    "description": "A page of tickets",
                    "headers": {
                      "X-Total-Count": { "schema": { "type": "integer" } },
                      "Link": { "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": {
                      "type": "array", "items": { "$ref": "#/components/schemas/Ticket" } } } }
                  }
                }
              }
            },
            "/v2/tickets/{code}": {
              "parameters": [ { "name": "code", "in": "path", "required": true, "schema": { "type": "string" } } ],
              "get": {
                "summary": "One ticket",
                "responses": { "200": { "description": "It", "content": { "application/json": {
                  "schema": { "$ref": "#/components/schemas/Ticket" } } } } }
              },
              "patch": {
                "summary": "Change a ticket's state",
                "requestBody": { "content": { "application/json": { "schema": {
                  "type": "object", "required": [ "state" ],
                  "properties": { "state": { "type": "string", "enum": [ "open", "waiting", "closed" ] } } } } } },
                "responses": { "200": { "description": "It", "content": { "application/json": {
                  "schema": { "$ref": "#/components/schemas/Ticket" } } } } }
              }
            }
          },
          "components": {
            "schemas": {
              "Ticket": {
                "allOf": [
                  { "type": "object", "properties": { "code": { "type": "string" }, "subject": { "type": "string" } } },
                  { "type": "object", "properties": {
                    "state": { "type": "string", "enum": [ "open", "waiting", "closed" ] },
                    "opened": { "type": "string", "format": "date-time" },
                    "priority": { "type": "integer", "nullable": true } } }
                ]
              }
            }
          }
        }
        """;
}
