using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>A misbehaving downstream API: the name of each view says how it misbehaves.</summary>
internal static class RudeApi
{
    /// <summary>Successful responses that are no JSON object or list of them, by name: views, and keys of things.</summary>
    public static readonly IReadOnlyDictionary<string, (byte[] Body, string Type)> Malformed =
        new Dictionary<string, (byte[], string)>(StringComparer.Ordinal)
        {
            ["empty"] = ([], "application/json"),
            ["spaces"] = ("  \n"u8.ToArray(), "application/json"),
            ["cut-off"] = ("[{\"id\":1,\"note\":\"canary"u8.ToArray(), "application/json"),
            ["cut-off-object"] = ("{\"id\":1,\"note\":\"canary"u8.ToArray(), "application/json"),
            ["two-documents"] = ("[{\"id\":1}] {\"note\":\"canary\"}"u8.ToArray(), "application/json"),
            ["two-objects"] = ("{\"id\":1} {\"note\":\"canary\"}"u8.ToArray(), "application/json"),
            ["latin"] = (Encoding.Latin1.GetBytes("[{\"id\":1,\"note\":\"canary é\"}]"), "application/json; charset=iso-8859-1"),
            ["latin-object"] = (Encoding.Latin1.GetBytes("{\"id\":1,\"note\":\"canary é\"}"), "application/json"),
            ["utf-16"] = (Encoding.Unicode.GetBytes("[{\"id\":1,\"note\":\"canary\"}]"), "application/json; charset=utf-16"),
            ["no-json"] = ("canary"u8.ToArray(), "application/json"),
            ["page"] = ("<html>canary</html>"u8.ToArray(), "text/html"),
            ["problem"] = ("{\"detail\":\"canary\"}"u8.ToArray(), "application/problem+json"),
            ["null"] = ("null"u8.ToArray(), "application/json"),
            ["scalar-rows"] = ("[1,\"canary\",null]"u8.ToArray(), "application/json"),
            ["deep"] = (Encoding.UTF8.GetBytes(new string('[', 2_000) + new string(']', 2_000)), "application/json"),
        };

    /// <summary>The Retry-After of a 429 response, by view.</summary>
    public static readonly IReadOnlyDictionary<string, string> Throttled = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["wait-seconds"] = "30",
        ["wait-date"] = "Sun, 27 Nov 2095 12:00:00 GMT",
        ["wait-forever"] = "1000000000",
        ["wait-garbage"] = "soon <script>",
        ["wait-unknown"] = "",
    };

    // Ten megabytes, which are within the limit only while they are compressed.
    private static readonly byte[] CompressedRow = Compress(10_000_000);

    private static readonly string[] Views =
        [
            .. Malformed.Keys, .. Throttled.Keys,
            "large", "large-chunked", "slow", "endless", "trickle", "endless-chunks", "bomb", "redirect", "cookies", "html",
            "broken", "not-a-list", "problem-200", "dropped", "refused", "challenge-words", "challenge-long", "hiccup",
            "first-of-many",
        ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract()));
        foreach (var (name, response) in Malformed)
        {
            app.MapGet($"/{name}", (HttpContext context) => WriteAsync(context, response));
            app.MapGet($"/things/{name}", (HttpContext context) => WriteAsync(context, response));
            app.MapPatch($"/things/{name}", (HttpContext context) => WriteAsync(context, response));
        }

        foreach (var (name, wait) in Throttled)
        {
            app.MapGet($"/{name}", (HttpContext context) =>
            {
                context.Response.StatusCode = 429;
                if (wait.Length > 0)
                    context.Response.Headers.RetryAfter = wait;
            });
        }

        app.MapGet("/challenge-words", (HttpContext context) => Challenge(context, "!!!notbase64"));
        var longClaims = $"{{\"access_token\":{{\"{new string('x', 20_000)}\":null}}}}";
        app.MapGet("/challenge-long", (HttpContext context) => Challenge(
            context, Convert.ToBase64String(Encoding.UTF8.GetBytes(longClaims))));
        app.MapPatch("/things/moved", () => Results.Redirect("/things/target", permanent: false, preserveMethod: true));
        var hiccups = 0;
        app.MapGet("/hiccup", () =>
            Interlocked.Increment(ref hiccups) % 2 == 1 ? Results.StatusCode(503) : StubHost.Document("[]"));
        app.MapGet("/first-of-many", (HttpContext context) =>
        {
            context.Response.Headers["X-Total-Count"] = "10";
            return StubHost.Document("""[{"id":1}]""");
        });
        app.MapGet("/things", () => StubHost.Document("[]"));
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
        app.MapGet("/trickle", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            do
            {
                await context.Response.Body.WriteAsync(" "u8.ToArray(), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
            while (await timer.WaitForNextTickAsync(context.RequestAborted));
        });
        app.MapGet("/endless-chunks", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[16_384], context.RequestAborted);
        });
        app.MapGet("/bomb", (HttpContext context) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(CompressedRow, "application/json");
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

    private static void Challenge(HttpContext context, string claims)
    {
        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_claims\", claims=\"{claims}\"";
    }

    private static Task WriteAsync(HttpContext context, (byte[] Body, string Type) response)
    {
        context.Response.ContentType = response.Type;
        return context.Response.Body.WriteAsync(response.Body, context.RequestAborted).AsTask();
    }

    private static Task Forever(HttpContext context) =>
        new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    private static byte[] Rows(int bytes) =>
        Encoding.UTF8.GetBytes($$"""[{"id":1,"note":"{{new string('x', bytes)}}"}]""");

    private static byte[] Compress(int bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(Rows(bytes));

        return compressed.ToArray();
    }

    private static string Contract() => $$"""
        { "openapi": "3.1.0", "info": { "title": "Rude", "version": "1" }, "paths": {
          {{string.Join(",\n", Views.Select(name => $$"""
            "/{{name}}": { "get": { "responses": { "200": { "description": "", "content": {
              "application/json": { "schema": { "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } }
            """))}},
            "/things": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
              "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } } } } } },
            "/things/{id}": {
              "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } ],
              "get": { "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Thing" } } } } } },
              "patch": {
                "requestBody": { "content": { "application/json": { "schema": {
                  "type": "object", "properties": { "note": { "type": "string" } } } } } },
                "responses": { "200": { "description": "", "content": { "application/json": {
                  "schema": { "$ref": "#/components/schemas/Thing" } } } } } }
            }
        },
        "components": { "schemas": { "Thing": {
          "type": "object", "properties": { "id": { "type": "string" }, "note": { "type": "string" } } } } } }
        """;
}
