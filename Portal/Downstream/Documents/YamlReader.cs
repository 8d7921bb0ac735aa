using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Portal.Downstream.Documents;

/// <summary>
/// Reads YAML 1.2 as JSON. Aliases are copied within a limit: a few lines of them can stand for more than fits into memory,
/// which the reader package of Microsoft.OpenApi does not notice.
/// </summary>
internal sealed partial class YamlReader
{
    private const int MaxNodes = 1_000_000;
    private const int CharactersOfNode = 64;
    private const string MergeKey = "<<";

    // The parser of the JSON refuses what is nested too deeply.
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 1000 };

    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private int _nodes;

    private YamlReader(TextReader text) => _parser = new Parser(text);

    /// <exception cref="InvalidDataException">Not YAML; the message says what it is.</exception>
    public static byte[] ReadAsJson(string text)
    {
        var reader = new YamlReader(new StringReader(text));
        try
        {
            var root = reader.ReadDocument();
            return JsonSerializer.SerializeToUtf8Bytes(root, Deep);
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"YAML that is malformed, at line {exception.Start.Line}", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or JsonException)
        {
            throw new InvalidDataException($"YAML that is malformed, after line {reader._parser.Current?.Start.Line ?? 0}", exception);
        }
    }

    private JsonNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
            return null;

        return ReadNode(depth: 0);
    }

    private JsonNode? ReadNode(int depth)
    {
        Count(1);
        if (depth > DocumentText.MaxDepth)
            throw new InvalidDataException("YAML that is nested too deeply");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return CopyOf(alias);

        var before = _nodes;
        var (anchor, node) = ReadValue(depth);
        if (!anchor.IsEmpty)
            _anchors[anchor] = (node, _nodes - before + 1);

        return node;
    }

    private (AnchorName, JsonNode?) ReadValue(int depth)
    {
        if (_parser.TryConsume<MappingStart>(out var mapping))
            return (mapping.Anchor, ReadMapping(depth));
        if (_parser.TryConsume<SequenceStart>(out var sequence))
            return (sequence.Anchor, ReadSequence(depth));

        var scalar = _parser.Consume<Scalar>();
        CountText(scalar);
        return (scalar.Anchor, ValueOf(scalar));
    }

    private JsonArray ReadSequence(int depth)
    {
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            list.Add(ReadNode(depth + 1));

        return list;
    }

    private JsonObject ReadMapping(int depth)
    {
        var map = new JsonObject();
        var merged = new List<JsonNode?>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            CountText(key);
            var value = ReadNode(depth + 1);
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
                merged.Add(value);
            else
                map[key.Value] = value;
        }

        foreach (var (name, value) in merged.SelectMany(Parts).SelectMany(part => part))
        {
            if (!map.ContainsKey(name))
                map[name] = value?.DeepClone();
        }

        return map;
    }

    private static IEnumerable<JsonObject> Parts(JsonNode? merged) => merged switch
    {
        JsonObject one => [one],
        JsonArray several => several.OfType<JsonObject>(),
        _ => [],
    };

    private JsonNode? CopyOf(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
            throw new InvalidDataException($"YAML with an alias that no anchor precedes, at line {alias.Start.Line}");

        Count(anchored.Size);
        return anchored.Node?.DeepClone();
    }

    // A long text takes as much memory as several values.
    private void CountText(Scalar scalar) => Count(scalar.Value.Length / CharactersOfNode);

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
            throw new InvalidDataException($"YAML with more than {MaxNodes} values, its aliases resolved");
    }

    // The core schema of YAML 1.2: “yes” and “on” are text. A number that JSON cannot hold exactly stays text.
    private static JsonValue? ValueOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || !scalar.Tag.IsEmpty)
            return JsonValue.Create(scalar.Value);

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            { Length: < 29 } text when Number().IsMatch(text)
                && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }

    [GeneratedRegex(@"^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
