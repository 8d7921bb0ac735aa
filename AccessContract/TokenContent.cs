using System.Security.Claims;
using System.Text.Json;

namespace AccessContract;

/// <summary>A decoded token, for display. It holds no raw part and no signature, and is not validated.</summary>
/// <param name="Header">Header members as text; empty where only the claims are known.</param>
/// <param name="Claims">One claim per list entry; objects, empty lists and null are kept as JSON.</param>
public sealed record TokenContent(
    IReadOnlyDictionary<string, string> Header, IReadOnlyList<Claim> Claims, SignatureEvidence Signature)
{
    /// <summary>The value type of a claim that is an object, an empty list or null, and so has no comparable value.</summary>
    public const string StructureType = "JSON";

    private static readonly Dictionary<string, string> NoHeader = [];
    private static readonly Dictionary<string, JsonValueKind> NoKinds = [];

    /// <summary>A token that is not a readable JWT. Its API may be able to read it.</summary>
    public static TokenContent Unreadable => OfClaims([]);

    /// <summary>The JSON type of each claim; empty where only the values are known.</summary>
    public IReadOnlyDictionary<string, JsonValueKind> Kinds { get; init; } = NoKinds;

    public IReadOnlyDictionary<string, JsonValueKind> HeaderKinds { get; init; } = NoKinds;

    /// <summary>The length of the signature; null if it is not base64url.</summary>
    public int? SignatureBytes { get; init; } = 0;

    /// <summary>
    /// A name that the header, the claims or an object in them has twice. Parsers disagree on which value to use, so that two
    /// apps could read two different tokens (RFC 7519 §4, RFC 7515 §4).
    /// </summary>
    public string? Repeated { get; init; }

    public static TokenContent OfClaims(IReadOnlyList<Claim> claims) => new(NoHeader, claims, SignatureEvidence.Unchecked);

    /// <summary>False if nothing is known of the token, see <see cref="Unreadable"/>.</summary>
    public bool IsReadable => Header.Count > 0 || Claims.Count > 0;

    public string? First(string name) => Claims.FirstOrDefault(c => IsValueOf(c, name))?.Value;

    public IReadOnlyList<string> All(string name)
    {
        List<string>? values = null;
        foreach (var claim in Claims)
        {
            if (IsValueOf(claim, name))
                (values ??= []).Add(claim.Value);
        }

        return values ?? (IReadOnlyList<string>)[];
    }

    public bool Has(string name) => Claims.Any(c => c.Type == name);

    /// <summary>Whether the claim is a list, even of one entry.</summary>
    public bool IsList(string name) => Kinds.GetValueOrDefault(name) == JsonValueKind.Array;

    public DateTimeOffset? Time(string name) => EpochTime.Read(First(name));

    private static bool IsValueOf(Claim claim, string name) => claim.Type == name && claim.ValueType != StructureType;
}

/// <summary>What is known about the signature of a token.</summary>
public enum SignatureEvidence
{
    /// <summary>Not checked, or only the claims are known.</summary>
    Unchecked,

    /// <summary>Not checked, because the authority's keys could not be fetched.</summary>
    KeysUnavailable,

    /// <summary>The signature is missing: the third part is empty.</summary>
    Missing,

    /// <summary>The authority has no key with this kid, or the header names none.</summary>
    UnknownKey,

    /// <summary>The authority's key does not fit: header or claims were changed after signing, or another key was used.</summary>
    Invalid,

    /// <summary>The portal received the token from the authority's token endpoint over TLS.</summary>
    FromAuthority,

    /// <summary>The signature was validated with the key that the authority publishes under this kid.</summary>
    Validated,
}
