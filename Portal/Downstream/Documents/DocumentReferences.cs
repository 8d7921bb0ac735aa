using System.Text.Json;

namespace Portal.Downstream.Documents;

/// <summary>Finds what each <c>$ref</c> of a document leads to. Nothing outside the document is read.</summary>
internal sealed class DocumentReferences(JsonElement root)
{
    private const int MaxHops = 20;
    private const int MaxPointerLength = 1000;
    private const int MaxPointerDepth = 30;

    private readonly Dictionary<string, JsonElement?> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonElement>> _members = new(StringComparer.Ordinal);

    /// <summary>The element itself, or what its reference leads to in the end.</summary>
    public ReferenceTarget Follow(JsonElement element)
    {
        string? pointer = null;
        for (var hops = 0; hops < MaxHops; hops++)
        {
            if (element.Member("$ref").Text() is not { } reference)
                return new ReferenceTarget(element, pointer);
            if (Find(reference) is not { } target)
                return new ReferenceTarget(default, pointer, reference);

            (element, pointer) = (target, reference);
        }

        return new ReferenceTarget(default, pointer, pointer);
    }

    // RFC 6901, in the fragment of a URI: "#/paths/~1orders/get".
    private JsonElement? Find(string reference)
    {
        if (_found.TryGetValue(reference, out var known))
            return known;

        var found = reference is "#" ? root : FindMember(reference);
        _found[reference] = found;
        return found;
    }

    private JsonElement? FindMember(string reference)
    {
        var at = reference.LastIndexOf('/');
        if (at < 1 || reference[0] != '#' || reference.Length > MaxPointerLength
            || reference.AsSpan().Count('/') > MaxPointerDepth || Find(reference[..at]) is not { } parent)
        {
            return null;
        }

        var name = Uri.UnescapeDataString(reference[(at + 1)..])
            .Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        if (parent.ValueKind == JsonValueKind.Array)
            return int.TryParse(name, out var index) && index >= 0 && index < parent.GetArrayLength() ? parent[index] : null;

        return MembersOf(reference[..at], parent).TryGetValue(name, out var member) ? member : null;
    }

    // Searching an object takes time in proportion to its size, and a large document has thousands of schemas.
    private Dictionary<string, JsonElement> MembersOf(string pointer, JsonElement parent)
    {
        if (_members.TryGetValue(pointer, out var known))
            return known;

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in parent.Members())
            members[member.Name] = member.Value;

        return _members[pointer] = members;
    }
}

/// <param name="Element">Undefined if the reference leads nowhere.</param>
/// <param name="Pointer">The last reference; null if the element was none.</param>
/// <param name="Missing">The reference that leads nowhere, or in a circle.</param>
internal readonly record struct ReferenceTarget(JsonElement Element, string? Pointer, string? Missing = null);
