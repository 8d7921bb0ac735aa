using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Portal.Tests.Downstream;

/// <summary>One random change of a JSON document.</summary>
/// <param name="At">Which node, in document order; taken modulo their number.</param>
/// <param name="Kind">What it becomes, see <see cref="Replacement"/>.</param>
/// <param name="Other">Another node of the document.</param>
public sealed record DocumentMutation(int At, int Kind, int Other)
{
    private const int Kinds = 14;

    public static Gen<DocumentMutation> Any { get; } =
        from at in Gen.Choose(0, 5_000)
        from kind in Gen.Choose(0, Kinds - 1)
        from other in Gen.Choose(0, 5_000)
        select new DocumentMutation(at, kind, other);

    public void ApplyTo(JsonObject document)
    {
        var nodes = Nodes(document).ToList();
        var node = nodes[At % nodes.Count];
        var replacement = Replacement(document, nodes[Other % nodes.Count], node);
        if (node.Parent is JsonObject map)
        {
            var name = node.GetPropertyName();
            if (Kind == Kinds - 1)
                map.Remove(name);
            else
                map[name] = replacement;
        }
        else if (node.Parent is JsonArray list)
        {
            list[node.GetElementIndex()] = replacement;
        }
    }

    private JsonNode? Replacement(JsonObject document, JsonNode other, JsonNode node) => Kind switch
    {
        0 => null,
        1 => Other - 2_500,
        2 => "text",
        3 => true,
        4 => new JsonArray(),
        5 => new JsonObject(),
        6 => Nested(60),
        7 => new JsonObject { ["$ref"] = $"#{Pointer(other)}" },
        8 => new JsonObject { ["$ref"] = $"#{Pointer(node)}" },
        9 => new JsonObject { ["$ref"] = Other % 2 == 0 ? "#/nowhere" : "https://elsewhere.example/x.json#/y" },
        10 => other.DeepClone(),
        11 => new JsonArray([.. Enumerable.Range(0, 20).Select(_ => (JsonNode)new JsonObject { ["$ref"] = $"#{Pointer(node)}" })]),
        12 => new JsonObject { ["allOf"] = new JsonArray(node.DeepClone(), new JsonObject { ["$ref"] = $"#{Pointer(document)}" }) },
        _ => "\u0000\uFFFF{x}",
    };

    private static JsonNode Nested(int depth)
    {
        JsonNode inner = new JsonObject();
        for (var i = 0; i < depth; i++)
            inner = i % 2 == 0 ? new JsonArray(inner) : new JsonObject { ["properties"] = inner };

        return inner;
    }

    // RFC 6901.
    private static string Pointer(JsonNode node) => node.Parent switch
    {
        JsonObject map => $"{Pointer(map)}/{Uri.EscapeDataString(node.GetPropertyName().Replace("~", "~0").Replace("/", "~1"))}",
        JsonArray list => $"{Pointer(list)}/{node.GetElementIndex()}",
        _ => "",
    };

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        var children = node switch
        {
            JsonObject map => map.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children.OfType<JsonNode>().SelectMany(Nodes))
            yield return child;
    }
}
