using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>One random change of a valid token.</summary>
/// <param name="Kind">What is changed, see <see cref="ApplyTo"/>.</param>
/// <param name="At">Where; taken modulo the length.</param>
/// <param name="Length">How many characters, or which member.</param>
/// <param name="Value">The new byte.</param>
public sealed record TokenMutation(int Kind, int At, int Length, byte Value)
{
    private const int Kinds = 12;

    public static Gen<TokenMutation> Any { get; } =
        from kind in Gen.Choose(0, Kinds - 1)
        from at in Gen.Choose(0, 5_000)
        from length in Gen.Choose(1, 60)
        from value in Gen.Choose(0, 255)
        select new TokenMutation(kind, at, length, (byte)value);

    /// <summary>Whether the authority's key signs the changed token. It can then be a different, valid token.</summary>
    public bool IsSignedAgain => Kind is 10 or 11;

    /// <summary>Whether the changed token has a member twice, so that no API may accept it.</summary>
    public bool HasMemberTwice => Kind == 10;

    public string ApplyTo(TestAuthorityToken token, string compact)
    {
        var at = At % compact.Length;
        var parts = compact.Split('.');
        return Kind switch
        {
            0 => compact[..at] + (char)Value + compact[(at + 1)..],
            1 => compact[..at] + compact[Math.Min(compact.Length, at + Length)..],
            2 => compact[..at] + new string((char)Value, Length) + compact[at..],
            3 => compact[..at],
            4 => Join(WithByte(parts[0]), parts[1], parts[2]),
            5 => Join(parts[0], WithByte(parts[1]), parts[2]),
            6 => Join(parts[0], parts[1], WithByte(parts[2])),
            7 => Join(parts[0], Encode(Twice(token.Payload())), parts[2]),
            8 => Join(parts[0], Encode(Without(token.Payload())), parts[2]),
            9 => compact + "=."[..(Length % 3 == 0 ? 2 : 1)],
            10 => Length % 4 == 0 ? token.SignRaw(Twice(token.RawHeader()), token.Payload()) : token.SignRaw(Twice(token.Payload())),
            _ => token.SignRaw(Encoding.UTF8.GetString(Bytes(Encode(token.Payload())))),
        };
    }

    /// <summary>The bytes that the parts stand for, if they can be decoded. Base64url has several spellings for some bytes.</summary>
    public static string? Decoded(string compact)
    {
        var parts = compact.Split('.').Select(part => part.TrimEnd('=')).ToList();
        return parts.Count == 3 && parts.TrueForAll(part => Base64Url.IsValid(part))
            ? string.Join('.', parts.Select(part => Convert.ToHexString(Base64Url.DecodeFromChars(part))))
            : null;
    }

    private static string Join(params string[] parts) => string.Join('.', parts);

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private string WithByte(string part) => Base64Url.EncodeToString(Bytes(part));

    private byte[] Bytes(string part)
    {
        var bytes = Base64Url.DecodeFromChars(part);
        bytes[At % bytes.Length] = Value;
        return bytes;
    }

    // A member again, in front or at the end, with its own or another value, its name plain or with an escaped letter.
    private string Twice(string json)
    {
        var members = JsonNode.Parse(json)!.AsObject().ToList();
        var (name, value) = members[At % members.Count];
        var spelled = Value % 2 == 0 ? name : $"\\u{(int)name[0]:x4}{name[1..]}";
        var member = $"\"{spelled}\":{(Value % 3 == 0 ? value?.ToJsonString() ?? "null" : "\"other\"")}";
        return Length % 2 == 0 ? $"{{{member},{json[1..]}" : $"{json[..^1]},{member}}}";
    }

    private string Without(string json)
    {
        var members = JsonNode.Parse(json)!.AsObject();
        members.Remove(members.ToList()[At % members.Count].Key);
        return members.ToJsonString();
    }
}
