using System.Text.Json;
using Entra.Emulator.Graph.Access;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults;

namespace Entra.Emulator.Graph;

/// <summary>A batch: several requests, handled in order. A request can depend on the success of earlier ones.</summary>
internal sealed class GraphBatch(GraphRouter router, GraphResponseWriter writer)
{
    private const int MaxRequests = 20;

    private static readonly JsonSerializerOptions Json = CreateJson();

    public GraphResponse Handle(JsonElement? body, Uri root, GraphCaller caller, string requestId)
    {
        var requests = Read(body);
        var statuses = new Dictionary<string, int>(StringComparer.Ordinal);
        var parts = new List<object>();
        foreach (var request in requests)
        {
            if (!statuses.TryAdd(request.Id, 0))
                return GraphResponse.Refused(GraphError.Malformed($"The request id '{request.Id}' is used twice."));
            if (request.DependsOn.FirstOrDefault(id => !statuses.ContainsKey(id)) is { } unknown)
            {
                return GraphResponse.Refused(
                    GraphError.Malformed($"'{request.Id}' depends on '{unknown}', which is not an earlier request."));
            }

            var response = request.DependsOn.Any(id => statuses[id] >= StatusCodes.Status400BadRequest)
                ? GraphResponse.Refused(new GraphError(424, "FailedDependency", "A request that this one depends on failed."))
                : router.Handle(request.Call(root, caller));
            statuses[request.Id] = response.Status;
            parts.Add(writer.BatchPart(response, request.Id, requestId));
        }

        return GraphResponse.Ok(new { responses = parts });
    }

    private static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StrictJson.Apply(options);
        return options;
    }

    private static BatchRequest[] Read(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json
            || !json.TryGetProperty("requests", out var requests)
            || requests.ValueKind != JsonValueKind.Array
            || requests.GetArrayLength() is 0 or > MaxRequests)
        {
            throw new GraphErrorException(GraphError.Malformed($"A batch must have between 1 and {MaxRequests} requests."));
        }

        try
        {
            return json.Deserialize<BatchBody>(Json)!.Requests;
        }
        catch (JsonException)
        {
            throw new GraphErrorException(GraphError.Malformed("Each request of a batch needs an id, a method and a url."));
        }
    }
}

internal sealed record BatchBody(BatchRequest[] Requests);

/// <summary>A request of a batch. The url is relative to the API version.</summary>
internal sealed record BatchRequest(string Id, string Method, string Url)
{
    public Dictionary<string, string>? Headers { get; init; }

    public JsonElement? Body { get; init; }

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public GraphCall Call(Uri root, GraphCaller caller)
    {
        var url = Relative(root);
        var (path, query) = url.Split('?', 2) is [var before, var after] ? (before, after) : (url, "");
        return new GraphCall(
            Method.ToUpperInvariant(),
            root,
            path.Trim('/'),
            GraphAddress.Segments(path),
            QueryHelpers.ParseQuery(query),
            new Dictionary<string, string>(Headers ?? [], StringComparer.OrdinalIgnoreCase),
            Body,
            caller);
    }

    // The official client removes the five characters of /v1.0 from each path. The emulator's path starts with another
    // segment, so the rest of that segment may precede the version; it is skipped.
    private string Relative(Uri root)
    {
        var version = $"/{root.Segments[^1]}/";
        var url = $"/{Url.TrimStart('/')}";
        var at = url.AsSpan(0, url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var end ? end : url.Length)
            .IndexOf(version, StringComparison.Ordinal);
        return at < 0 ? url : url[(at + version.Length)..];
    }
}
