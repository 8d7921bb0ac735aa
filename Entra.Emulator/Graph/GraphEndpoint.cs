using System.Text.Json;
using Entra.Emulator.Graph.Access;
using Entra.Emulator.Hosting;

namespace Entra.Emulator.Graph;

/// <summary>Handles requests to <c>/graph/v1.0</c> at the back-channel address.</summary>
internal sealed class GraphEndpoint(
    GraphTokens tokens, GraphRouter router, GraphBatch batch, GraphResponseWriter writer, EmulatorAddresses addresses)
{
    public const string Path = "/graph/v1.0";

    private const string Batch = "$batch";

    private static readonly JsonDocumentOptions Json = new() { AllowDuplicateProperties = false };

    public async Task HandleAsync(HttpContext http)
    {
        var (requestId, clientRequestId) = Ids(http);
        GraphResponse response;
        try
        {
            response = await HandleCoreAsync(http, requestId);
        }
        catch (GraphErrorException e)
        {
            response = GraphResponse.Refused(e.Error);
        }

        await writer.WriteAsync(http, response, requestId, clientRequestId);
    }

    /// <summary>Writes an injected error.</summary>
    public Task RefuseAsync(HttpContext http, GraphError error)
    {
        var (requestId, clientRequestId) = Ids(http);
        return writer.WriteAsync(http, GraphResponse.Refused(error), requestId, clientRequestId);
    }

    private async Task<GraphResponse> HandleCoreAsync(HttpContext http, string requestId)
    {
        // Access tokens are accepted over https only.
        if (!http.Request.IsHttps)
        {
            throw new GraphErrorException(
                new GraphError(403, "Forbidden", $"Microsoft Graph is at {addresses.BackChannel}graph/v1.0."));
        }

        var caller = await tokens.ReadAsync(http.Request.Headers.Authorization);
        var body = await BodyAsync(http);
        var root = new Uri(addresses.BackChannel, Path);
        var path = http.Request.Path.ToUriComponent()[Path.Length..].Trim('/');
        return path == Batch && HttpMethods.IsPost(http.Request.Method)
            ? batch.Handle(body, root, caller, requestId)
            : router.Handle(CallOf(http, root, path, body, caller));
    }

    private static GraphCall CallOf(HttpContext http, Uri root, string path, JsonElement? body, GraphCaller caller) => new(
        http.Request.Method,
        root,
        path,
        GraphAddress.Segments(path),
        http.Request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal),
        http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body,
        caller);

    private static async Task<JsonElement?> BodyAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) && !HttpMethods.IsPatch(http.Request.Method))
            return null;

        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, Json, http.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Actions may have no body. Routes that need one report it themselves.
            return null;
        }
    }

    private static (string Request, string Client) Ids(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var requested = http.Request.Headers["client-request-id"].ToString();
        var client = Guid.TryParse(requested, out var id) ? id.ToString() : requestId;
        http.Response.Headers["request-id"] = requestId;
        http.Response.Headers["client-request-id"] = client;
        return (requestId, client);
    }
}
