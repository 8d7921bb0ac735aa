using System.Security.Claims;
using System.Text.Json;

namespace AccessContract;

/// <summary>A token taken apart for people to look at. It holds no raw part and no signature, and validates nothing.</summary>
/// <param name="Header">As text; empty where only the claims are known.</param>
/// <param name="Claims">Lists are one claim an entry; what is neither text, number nor truth value is its JSON.</param>
public sealed record TokenContent(
    IReadOnlyDictionary<string, string> Header, IReadOnlyList<Claim> Claims, SignatureEvidence Signature)
{
    /// <summary>The value type of a claim that is an object, an empty list or null: no value to compare with.</summary>
    public const string StructureType = "JSON";

    private static readonly Dictionary<string, string> NoHeader = [];
    private static readonly Dictionary<string, JsonValueKind> NotKnown = [];

    /// <summary>What kind of JSON each claim was written as; empty where only the claims' values are known.</summary>
    public IReadOnlyDictionary<string, JsonValueKind> Kinds { get; init; } = NotKnown;

    public IReadOnlyDictionary<string, JsonValueKind> HeaderKinds { get; init; } = NotKnown;

    public static TokenContent OfClaims(IReadOnlyList<Claim> claims) => new(NoHeader, claims, SignatureEvidence.Unchecked);

    public string? First(string name) => All(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> All(string name) =>
        [.. Claims.Where(c => c.Type == name && c.ValueType != StructureType).Select(c => c.Value)];

    public bool Has(string name) => Claims.Any(c => c.Type == name);

    /// <summary>Even of one: what is compared with a text is then none.</summary>
    public bool IsList(string name) => Kinds.GetValueOrDefault(name) == JsonValueKind.Array;

    public DateTimeOffset? Time(string name) => EpochTime.Read(First(name));
}

/// <summary>How far the signature of a token is known to be good.</summary>
public enum SignatureEvidence
{
    /// <summary>Nobody here has looked: the token was pasted, or only its claims were kept.</summary>
    Unchecked,

    /// <summary>There is none: the third part is empty.</summary>
    Missing,

    /// <summary>It came from the authority's token endpoint, to us and over TLS.</summary>
    FromAuthority,

    /// <summary>It was validated against the authority's keys before the request was let in.</summary>
    Validated,
}
