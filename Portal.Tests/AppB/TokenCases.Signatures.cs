using System.Security.Cryptography;
using AccessContract.Checks;
using Portal.Tests.Support;
using static Portal.Tests.AppB.TokenCase;

namespace Portal.Tests.AppB;

public static partial class TokenCases
{
    private static readonly string[] Crit = ["exp"];

    private static TokenCase[] Signatures =>
    [
        Of("alg none", "signature", "alg_none", f => Unsigned(User(f), "none")),
        Of("alg none in capitals", "signature", "alg_none", f => Unsigned(User(f), "NONE")),
        Of("alg none, but signed", "signature", "alg_none", f => User(f).WithHeader("alg", "none").Sign()),
        Of("alg missing", "signature", "alg_none", f => User(f).WithoutHeader("alg").Sign()),
        Of("HS256 with a guessed secret", "signature", "alg_shared_secret",
            f => User(f).WithHeader("alg", "HS256").Sign(d => HMACSHA256.HashData("secret"u8, d))),
        Of("HS256 with the public key", "signature", "alg_shared_secret",
            f => User(f).WithHeader("alg", "HS256").Sign(d => HMACSHA256.HashData(f.Authority.Key.Rsa.ExportSubjectPublicKeyInfo(), d))),
        Of("RS512", "signature", "alg_not_accepted", f => User(f).WithHeader("alg", "RS512").Sign(
            d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1))),
        Of("PS256", "signature", "alg_not_accepted", f => User(f).WithHeader("alg", "PS256").Sign(
            d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))),
        Of("ES256 with the tenant's issuer", "signature", "alg_not_accepted", f => User(f).WithHeader("alg", "ES256").Sign(SignWithEllipticCurve)),
        Of("EdDSA with the tenant's issuer", "signature", "alg_not_accepted", f => User(f).WithHeader("alg", "EdDSA").Sign(_ => new byte[64])),
        Of("alg in small letters", "signature", "alg_not_accepted", f => User(f).WithHeader("alg", "rs256").Sign()),
        Of("no signature", "signature", "signature_missing", f => User(f).Sign(_ => [])),
        Of("signature cut to 282 of 342 characters", "signature", "signature_cut", f => User(f).Sign()[..^60]),
        Of("signature cut by 2 characters", "signature", "signature_cut", f => User(f).Sign()[..^2]),
        Of("signature of 64 bytes", "signature", "signature_cut", f => User(f).Sign(d => SHA512.HashData(d))),
        Of("signature with a character of another alphabet", "signature", "signature_unreadable",
            f => User(f).Sign()[..^4] + "!!!!"),
        Of("payload altered", "signature", "signature_wrong", f => Altered(User(f))),
        Of("header altered", "signature", "signature_wrong", f => Spliced(User(f).WithHeader("x5t", "another"), User(f))),
        Of("signature of another token", "signature", "signature_wrong", f => Spliced(User(f).With("sub", "other"), User(f))),
        Of("right kid, other key", "signature", "signature_wrong", f => User(f).Sign(SignWithOtherKey)),
        Of("expired and altered", "signature", "signature_wrong", f => Altered(User(f).With("exp", Now - 3600))),
        Of("unknown kid", "signature", "key_unknown", f => User(f).WithHeader("kid", "another").Sign()),
        Of("unknown kid, other key", "signature", "key_unknown", f => Elsewhere(User(f))),
        Of("kid a path", "signature", "key_unknown", f => User(f).WithHeader("kid", "../../dev/null").Sign(SignWithOtherKey)),
        Of("kid in another case", "signature", "key_unknown", f => User(f).WithHeader("kid", "TEST-KEY-1").Sign()),
        Of("jku of the sender", "signature", "key_unknown",
            f => User(f).WithHeader("jku", "https://keys.example/").WithHeader("kid", "mine").Sign(SignWithOtherKey)),
        Of("embedded key of the sender", "signature", "key_unknown",
            f => User(f).WithHeader("jwk", new { kty = "RSA", n = "AQAB", e = "AQAB" }).WithHeader("kid", "mine").Sign(SignWithOtherKey)),
        Of("no kid", "signature", "key_not_named", f => User(f).WithoutHeader("kid").Sign()),
        Of("kid empty", "signature", "key_not_named", f => User(f).WithHeader("kid", "").Sign()),
        Of("crit", "signature", "header_extension", f => User(f).WithHeader("crit", Crit).Sign()),
        Of("b64 false", "signature", "header_extension", f => User(f).WithHeader("b64", false).Sign()),
        Of("kid a number", "signature", "malformed", f => User(f).WithHeader("kid", 1).Sign()),
        Of("exp a word", "signature", "malformed", f => User(f).With("exp", "tomorrow").Sign()),
        Of("exp a date", "signature", "malformed", f => User(f).With("exp", "2030-01-01T00:00:00Z").Sign()),
        Of("aud an object", "signature", "malformed", f => User(f).With("aud", new { id = AppBFixture.Audience }).Sign()),
        Of("iss a list", "signature", "malformed", f => User(f).With("iss", List(f.Authority.Issuer)).Sign()),
        Of("aud twice", "signature", "member_repeated",
            f => User(f).SignRaw($"{{\"aud\":\"{OtherApiId}\",{User(f).Payload()[1..]}")),
        Of("roles twice, once escaped", "signature", "member_repeated",
            f => User(f).SignRaw($"{{\"r\\u006fles\":[\"Orders.Write\"],{User(f).Payload()[1..]}")),
        Of("kid twice in the header", "signature", "member_repeated",
            f => User(f).SignRaw($"{{\"kid\":\"other\",{User(f).RawHeader()[1..]}", User(f).Payload())),
        Of("member of an object twice", "signature", "member_repeated",
            f => User(f).SignRaw($"{{\"cnf\":{{\"kid\":\"a\",\"kid\":\"b\"}},{User(f).Payload()[1..]}")),
    ];

    private static string Unsigned(TestAuthorityToken token, string algorithm) => token.WithHeader("alg", algorithm).Sign(_ => []);

    private static byte[] SignWithEllipticCurve(byte[] data)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(data, HashAlgorithmName.SHA256);
    }

    // The signature of the token without the additional role.
    private static string Altered(TestAuthorityToken token) => Spliced(token.With("roles", List("Orders.Read", "Orders.Write")), token);

    private static string Spliced(TestAuthorityToken content, TestAuthorityToken signed) =>
        content.Sign()[..content.Sign().LastIndexOf('.')] + signed.Sign()[signed.Sign().LastIndexOf('.')..];
}
