using System.Text;

namespace Portal.Tests.Hosting;

/// <summary>Bodies that no client of ours sends: none of them may be accepted, and none may make an endpoint fail.</summary>
internal static class HostileBodies
{
    /// <summary>Every server reads a body of this length.</summary>
    public const int Short = 16 * 1024;

    private const int Many = 100_000;

    /// <summary>By name, for messages.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["empty"] = [],
        ["null"] = Text("null"),
        ["a number"] = Text("1e400"),
        ["a text"] = Text("\"text\""),
        ["an array"] = Text("[]"),
        ["an array of null"] = Text("[null]"),
        ["a truncated object"] = Text("{\"changes\":["),
        ["a member twice"] = Text("""{"changes":[],"changes":[]}"""),
        ["__proto__"] = Text("""{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}"""),
        ["unknown members"] = Text("""{"id":1,"principalId":"x","isAdmin":true,"status":null}"""),
        ["a member with half a surrogate pair"] = Text("""{"\ud800":"x"}"""),
        ["a value with half a surrogate pair"] = Text("""{"changes":"\udc00","status":"\udc00","token":"\udc00"}"""),
        ["invalid UTF-8"] = [.. Text("{\"changes\":\""), 0xC3, 0x28, .. Text("\"}")],
        ["65 levels"] = Text(string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65)),
        ["100 000 levels"] = Text(new string('[', Many)),
        ["100 000 elements"] = Text($$"""{"changes":[{{string.Join(',', Enumerable.Repeat("null", Many))}}]}"""),
        ["a long number"] = Text($$"""{"status":{{new string('9', 5000)}},"offsetSeconds":1e999,"times":99999999999999999999}"""),
    };

    /// <summary>A body with one member whose value has no endpoint's type.</summary>
    public static byte[] WrongType(string member) => Text($$$"""{"{{{member}}}":{"of":"no type"}}""");

    public static byte[] Text(string json) => Encoding.UTF8.GetBytes(json);
}
