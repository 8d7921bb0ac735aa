using System.Text.Json;
using Entra.Emulator.Graph.Access;
using Microsoft.Extensions.Primitives;

namespace Entra.Emulator.Graph;

/// <summary>One call, on its own or out of a batch. <c>Path</c> is what the client wrote, for links to the next page.</summary>
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
    /// <summary>What stands where the route has a placeholder.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether the client knows that an response may lag behind: searches and counts demand it.</summary>
    public bool IsEventual =>
        Headers.TryGetValue("ConsistencyLevel", out var level) && level.Equals("eventual", StringComparison.OrdinalIgnoreCase);

    public string? IfMatch => Headers.GetValueOrDefault("If-Match");

    public string Context(string of) => $"{Root}/$metadata#{of}";

    /// <summary>The object id in a placeholder.</summary>
    public Guid Id(int key) => Guid.TryParseExact(Keys[key], "D", out var id)
        ? id
        : throw new GraphErrorException(GraphError.BadRequest($"Invalid object identifier '{Keys[key]}'."));

    /// <summary>A member of the body that must be there; <see langword="null"/> where it may be missing.</summary>
    public string? Text(string member) =>
        JsonBody.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public Guid RequiredId(string member) => Guid.TryParseExact(Text(member), "D", out var id)
        ? id
        : throw new GraphErrorException(GraphError.BadRequest($"A value is required for property '{member}' of resource."));

    public JsonElement JsonBody => Body is { ValueKind: JsonValueKind.Object } body
        ? body
        : throw new GraphErrorException(GraphError.Malformed("Unable to read JSON request payload."));
}
