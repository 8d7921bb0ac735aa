using System.Text.Json;
using AccessContract;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Benchmarks.Micro;

/// <summary>Decoding an access token, and evaluating it against the access rules of an operation.</summary>
#pragma warning disable MA0053 // BenchmarkDotNet does not accept a sealed class.
public class TokenOperations
#pragma warning restore MA0053
{
    private static readonly AccessAlternative[] Alternatives =
        [AccessAlternative.User("access_as_user", "Orders.Read"), AccessAlternative.App("Orders.Read.All")];

    private string _token = "";
    private TokenFacts _facts = new(TokenKind.Unknown, [], []);

    [GlobalSetup]
    public void Setup()
    {
        var header = new { typ = "JWT", alg = "RS256", kid = "example" };
        _token = string.Join('.', Part(header), Part(Claims()), Encode(new byte[256]));
        _facts = DecodedToken.Of(_token, SignatureEvidence.Unchecked).Token is { } content
            ? TokenFacts.Read(content)
            : throw new BenchmarkException("The example token cannot be decoded.");
    }

    [Benchmark]
    public TokenContent? Decode() => DecodedToken.Of(_token, SignatureEvidence.Unchecked).Token;

    [Benchmark]
    public bool Evaluate() => AccessEvaluation.Of(_facts, Alternatives).IsAllowed;

    private static object Claims() => new
    {
        aud = "33333333-3333-4333-8333-333333333333",
        iss = "https://localhost/11111111-1111-4111-8111-111111111111/v2.0",
        iat = 1_700_000_000,
        nbf = 1_700_000_000,
        exp = 1_700_004_000,
        azp = "22222222-2222-4222-8222-222222222222",
        name = "Alice",
        oid = "a0000000-0000-4000-8000-000000000001",
        scp = "access_as_user",
        roles = new[] { "Orders.Read" },
        tid = "11111111-1111-4111-8111-111111111111",
        ver = "2.0",
    };

    private static string Part(object value) => Encode(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Encode(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
