using System.Text.Json;

namespace Entra.Emulator.Graph;

/// <summary>Writes responses, and builds the parts of a batch response.</summary>
internal sealed class GraphResponseWriter(TimeProvider time)
{
    private const string Json =
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    public async Task WriteAsync(HttpContext http, GraphResponse response, string requestId, string clientRequestId)
    {
        http.Response.StatusCode = response.Status;
        http.Response.Headers.CacheControl = "no-cache";
        if (response.ETag is { } tag)
            http.Response.Headers.ETag = tag;
        if (response.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = response.Error?.Challenge ?? "Bearer realm=\"\"";

        if (BodyOf(response, requestId, clientRequestId) is not { } body)
            return;
        if (body is string text)
        {
            http.Response.ContentType = "text/plain";
            await http.Response.WriteAsync(text, http.RequestAborted);
            return;
        }

        http.Response.Headers["OData-Version"] = "4.0";
        http.Response.ContentType = Json;
        await JsonSerializer.SerializeAsync(http.Response.Body, body, JsonSerializerOptions.Default, http.RequestAborted);
    }

    public object BatchPart(GraphResponse response, string id, string requestId)
    {
        var headers = new Dictionary<string, string> { ["Cache-Control"] = "no-cache" };
        var part = new Dictionary<string, object> { ["id"] = id, ["status"] = response.Status, ["headers"] = headers };
        if (response.ETag is { } tag)
            headers["ETag"] = tag;
        if (BodyOf(response, requestId, requestId) is { } body)
        {
            headers["Content-Type"] = body is string ? "text/plain" : "application/json";
            part["body"] = body;
        }

        return part;
    }

    private object? BodyOf(GraphResponse response, string requestId, string clientRequestId) =>
        response.Error?.Body(time.GetUtcNow(), requestId, clientRequestId) ?? response.Body;
}
