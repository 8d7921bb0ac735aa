using System.Text.Json;
using Entra.Emulator.Graph.Access;
using Microsoft.Extensions.Primitives;

namespace Entra.Emulator.Graph;

/// <summary>
/// One request, sent on its own or in a batch. <c>Path</c> is as the client wrote it, for next links.
/// </summary>
internal sealed record GraphCall(
    string Method,
    Uri Root,
    string Path,
    IReadOnlyList<string> Segments,
    IReadOnlyDictionary<string, StringValues> Query,
    IReadOnlyDictionary<string, string> Headers,
    JsonElement? Body,
    GraphCaller Caller)
{
    /// <summary>The values of the route's placeholders.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether the client accepts eventual consistency, which searches and counts require.</summary>
    public bool IsEventual =>
        Headers.TryGetValue("ConsistencyLevel", out var level) && level.Equals("eventual", StringComparison.OrdinalIgnoreCase);

    public string? IfMatch => Headers.GetValueOrDefault("If-Match");

    public string Context(string of) => $"{Root}/$metadata#{of}";

    /// <summary>The object id in a placeholder.</summary>
    public Guid Id(int key) => Guid.TryParseExact(Keys[key], "D", out var id)
        ? id
        : throw new GraphErrorException(GraphError.BadRequest($"Invalid object identifier '{Keys[key]}'."));

    /// <summary>A string member of the body, or <see langword="null"/>.</summary>
    public string? Text(string member) =>
        JsonBody.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public Guid RequiredId(string member) => Guid.TryParseExact(Text(member), "D", out var id)
        ? id
        : throw new GraphErrorException(GraphError.BadRequest($"A value is required for property '{member}' of resource."));

    public JsonElement JsonBody => Body is { ValueKind: JsonValueKind.Object } body
        ? body
        : throw new GraphErrorException(GraphError.Malformed("Unable to read JSON request payload."));
}
