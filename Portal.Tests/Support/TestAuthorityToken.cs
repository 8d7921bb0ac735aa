using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Portal.Tests.Support;

/// <summary>
/// Builds a token. Claims and header can have any value, including ones that no library would write. Immutable, so that
/// a test changes one thing in a valid token.
/// </summary>
public sealed record TestAuthorityToken(TestAuthorityKey Key)
{
    private static readonly JsonSerializerOptions Json = new() { MaxDepth = 10_000 };

    public IReadOnlyDictionary<string, object?> Claims { get; private init; } = new Dictionary<string, object?>();

    public IReadOnlyDictionary<string, object?> Header { get; private init; } =
        new Dictionary<string, object?> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = Key.Id };

    public TestAuthorityToken With(string claim, object? value) =>
        this with { Claims = new Dictionary<string, object?>(Claims) { [claim] = value } };

    public TestAuthorityToken Without(params string[] claims) =>
        this with { Claims = Claims.Where(c => !claims.Contains(c.Key)).ToDictionary() };

    public TestAuthorityToken WithHeader(string name, object? value) =>
        this with { Header = new Dictionary<string, object?>(Header) { [name] = value } };

    public TestAuthorityToken WithoutHeader(string name) =>
        this with { Header = Header.Where(h => h.Key != name).ToDictionary() };

    /// <summary>Signs with RS256, even if the header names another algorithm.</summary>
    public string Sign() => Sign(data => Key.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>Signs with <paramref name="signature"/>, which receives the bytes that a JWS signs.</summary>
    public string Sign(Func<byte[], byte[]> signature) => Sign(Payload(), signature);

    /// <summary>Signs a payload that a serializer would not write: duplicate members, numbers of any size.</summary>
    public string SignRaw(string payload) =>
        Sign(payload, data => Key.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>The same, with a header that a serializer would not write.</summary>
    public string SignRaw(string header, string payload) =>
        Sign(header, payload, data => Key.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string RawHeader() => JsonSerializer.Serialize(Header, Json);

    public string Payload() => JsonSerializer.Serialize(Claims, Json);

    private string Sign(string payload, Func<byte[], byte[]> signature) => Sign(RawHeader(), payload, signature);

    private static string Sign(string header, string payload, Func<byte[], byte[]> signature)
    {
        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{Base64Url.EncodeToString(signature(Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
