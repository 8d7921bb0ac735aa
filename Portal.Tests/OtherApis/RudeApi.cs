using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>A misbehaving downstream API: the name of each view says how it misbehaves.</summary>
internal static class RudeApi
{
    private static readonly string[] Views =
        [
            "large", "large-chunked", "slow", "endless", "redirect", "cookies", "html", "broken", "not-a-list",
            "problem-200", "dropped", "refused",
        ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract()));
        app.MapGet("/large", () => Results.Bytes(Rows(400_000), "application/json"));
        app.MapGet("/large-chunked", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            foreach (var part in Rows(400_000).Chunk(16_384))
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        });
        app.MapGet("/slow", async (HttpContext context) => await Forever(context));
        app.MapGet("/endless", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Rows(100_000), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Forever(context);
        });
        app.MapGet("/redirect", () => Results.Redirect("/cookies"));
        app.MapGet("/cookies", (HttpContext context) =>
        {
            context.Response.Headers.SetCookie = "tracker=1";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.Location = "https://elsewhere.example/";
            context.Response.Headers.Link = "</cookies?page=2>; rel=\"next\"";
            return Results.Bytes("[]"u8.ToArray(), "application/json");
        });
        app.MapGet("/html", () => Results.Text("<html>not json</html>", "text/html"));
        app.MapGet("/broken", () => Results.Text("[{\"id\":1},", "application/json"));
        app.MapGet("/not-a-list", () => Results.Text("{\"id\":1}", "application/json"));
        app.MapGet("/problem-200", () => Results.Text("{\"code\":\"role_missing\"}", "application/problem+json"));
        app.MapGet("/refused", () => Results.Text(Refusal, "application/problem+json", Encoding.UTF8, 403));
        app.MapGet("/dropped", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Rows(100_000), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
    }

    private const string Refusal = """
        {
          "code": "role_missing", "title": "Role missing", "status": 403, "failed": [ "role" ],
          "required": [ { "tokenKind": "user", "scopes": [], "roles": [ "Rude.Read" ] } ]
        }
        """;

    private static Task Forever(HttpContext context) =>
        new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    private static byte[] Rows(int bytes) =>
        Encoding.UTF8.GetBytes($$"""[{"id":1,"note":"{{new string('x', bytes)}}"}]""");

    private static string Contract() => $$"""
        { "openapi": "3.1.0", "info": { "title": "Rude", "version": "1" }, "paths": {
          {{string.Join(",\n", Views.Select(name => $$"""
            "/{{name}}": { "get": { "responses": { "200": { "description": "", "content": {
              "application/json": { "schema": { "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } }
            """))}}
        } }
        """;
}
