using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Downstream.Documents;

/// <summary>
/// Copies parts of a document. A part can be referenced, and therefore copied, many times, so the total is limited.
/// </summary>
internal sealed class BoundedCopy
{
    private const int MaxNodes = 2_000_000;
    private int _nodes;

    // As much as a value and its place take in memory.
    private const int CharactersOfNode = 64;

    /// <summary>Counts one more node, or several, and long texts as several.</summary>
    /// <exception cref="InvalidDataException">The document has too many of them, its references resolved.</exception>
    public void Count(int nodes = 1, int characters = 0)
    {
        _nodes += nodes + (characters / CharactersOfNode);
        if (_nodes > MaxNodes)
            throw new InvalidDataException($"an OpenAPI document with more than {MaxNodes} values, its references resolved");
    }

    /// <summary>A copy as it is. Of members with the same name, the last one remains.</summary>
    public JsonNode? Raw(JsonElement element)
    {
        Count();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    Count(characters: member.Name.Length);
                    map[member.Name] = Raw(member.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Raw)]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    /// <summary>Copies the extensions, <c>x-…</c>, of an object.</summary>
    public void Extensions(JsonElement from, JsonObject to)
    {
        foreach (var member in from.Members())
        {
            if (member.Name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && Raw(member.Value) is { } value)
                to[member.Name] = value;
        }
    }

    /// <summary>Copies members that are texts.</summary>
    public void Texts(JsonElement from, JsonObject to, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.Member(name).Text() is { } text)
            {
                Count(characters: text.Length);
                to[name] = text;
            }
        }
    }
}
