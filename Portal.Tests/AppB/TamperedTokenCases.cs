using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Tokens that AppB and the portal's backend must refuse, each tampered with in one way.</summary>
internal static class TamperedTokenCases
{
    private static readonly string[] OtherRoles = ["Orders.Write"];
    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Name, the token, the expected code and failed check; * where more than one code is correct.</summary>
    public static readonly (string Name, Func<TokenTarget, string> Make, string Code, string Check)[] All =
    [
        ("TOK-02 alg none", f => Unsigned(f, "none"), "token_invalid", "signature"),
        ("TOK-03 alg None", f => Unsigned(f, "None"), "token_invalid", "signature"),
        ("TOK-03 alg nOnE", f => Unsigned(f, "nOnE"), "token_invalid", "signature"),
        ("TOK-03 alg NONE", f => Unsigned(f, "NONE"), "token_invalid", "signature"),
        ("TOK-04 empty signature", f => Valid(f).Sign(_ => []), "token_invalid", "signature"),
        ("TOK-05 HS256 with the public key as PEM",
            f => Hmac(f, Encoding.ASCII.GetBytes(f.Authority.Key.Rsa.ExportRSAPublicKeyPem())),
            "token_invalid", "signature"),
        ("TOK-05 HS256 with the public key as PEM and a newline",
            f => Hmac(f, Encoding.ASCII.GetBytes(f.Authority.Key.Rsa.ExportSubjectPublicKeyInfoPem() + "\n")),
            "token_invalid", "signature"),
        ("TOK-05 HS256 with the public key as PEM, SPKI",
            f => Hmac(f, Encoding.ASCII.GetBytes(f.Authority.Key.Rsa.ExportSubjectPublicKeyInfoPem())),
            "token_invalid", "signature"),
        ("TOK-05 HS256 with the public key as DER",
            f => Hmac(f, f.Authority.Key.Rsa.ExportSubjectPublicKeyInfo()), "token_invalid", "signature"),
        ("TOK-05 HS256 with the public key as DER, PKCS#1",
            f => Hmac(f, f.Authority.Key.Rsa.ExportRSAPublicKey()), "token_invalid", "signature"),
        ("TOK-05 HS256 with the modulus",
            f => Hmac(f, f.Authority.Key.Rsa.ExportParameters(false).Modulus!), "token_invalid", "signature"),
        ("TOK-06 RS512",
            f => Valid(f).WithHeader("alg", "RS512").Sign(
                d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "token_invalid", "signature"),
        ("TOK-06 PS256",
            f => Valid(f).WithHeader("alg", "PS256").Sign(
                d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            "token_invalid", "signature"),
        ("TOK-06 ES256",
            f => Valid(f).WithHeader("alg", "ES256").Sign(SignedByEllipticCurve), "token_invalid", "signature"),
        ("TOK-07 payload altered", f => Altered(f), "token_invalid", "signature"),
        ("TOK-08 signature of another token", f => Spliced(f), "token_invalid", "signature"),
        ("signed by another key", f => Valid(f).Sign(SignedByAnotherKey), "token_invalid", "signature"),
        ("TOK-43 kid unknown", f => Valid(f).WithHeader("kid", "another").Sign(), "token_invalid", "signature"),
        ("TOK-44 kid absent", f => Valid(f).WithoutHeader("kid").Sign(), "token_invalid", "signature"),
        ("TOK-45 kid a path",
            f => Valid(f).WithHeader("kid", "../../dev/null").Sign(SignedByAnotherKey), "token_invalid", "signature"),
        ("TOK-45 kid with a line break",
            f => Valid(f).WithHeader("kid", "a\r\nb: c\u00E4'; --").Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("TOK-45 kid of 8 KB",
            f => Valid(f).WithHeader("kid", new string('k', 8192)).Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("TOK-45 kid a query",
            f => Valid(f).WithHeader("kid", "' OR 1=1; DROP TABLE keys; --").Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("TOK-45 kid an emoji",
            f => Valid(f).WithHeader("kid", "\U0001F511").Sign(SignedByAnotherKey), "token_invalid", "signature"),
        ("TOK-47 embedded jwk", f => EmbeddedKey(f), "token_invalid", "signature"),
        ("TOK-47 embedded certificate", f => EmbeddedCertificate(f), "token_invalid", "signature"),
        ("jku",
            f => Valid(f).WithHeader("jku", "http://127.0.0.1:1/").WithHeader("kid", "x").Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("TOK-49 b64 false",
            f => Valid(f).WithHeader("b64", false).WithHeader("crit", new[] { "b64" }).Sign(),
            "token_invalid", "signature"),
        ("crit unknown", f => Valid(f).WithHeader("crit", new[] { "exp" }).Sign(), "token_invalid", "signature"),
        ("TOK-50 typ logout", f => Valid(f).WithHeader("typ", "logout+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("TOK-50 typ dpop", f => Valid(f).WithHeader("typ", "dpop+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("TOK-50 typ secevent",
            f => Valid(f).WithHeader("typ", "secevent+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("TOK-29 id token with scp", f => Valid(f).With("nonce", "n").Sign(), "token_kind_wrong", "token_kind"),
        ("TOK-09 issuer of another authority",
            f => Valid(f).With("iss", $"https://elsewhere.example/{TestAuthority.TenantId}/v2.0").Sign(),
            "issuer_wrong", "issuer"),
        ("TOK-10 issuer of another tenant", f => OtherTenant(Valid(f), f).Sign(), "issuer_wrong", "issuer"),
        ("TOK-12 issuer with a slash",
            f => Valid(f).With("iss", f.Authority.Issuer + "/").Sign(), "issuer_wrong", "issuer"),
        ("TOK-12 issuer in upper case",
            f => Valid(f).With("iss", f.Authority.Issuer.ToUpperInvariant()).Sign(), "issuer_wrong", "issuer"),
        ("TOK-12 issuer with user information",
            f => Valid(f).With(
                "iss", f.Authority.Issuer.Replace("https://", "https://x@", StringComparison.Ordinal)).Sign(),
            "issuer_wrong", "issuer"),
        ("issuer missing", f => Valid(f).Without("iss").Sign(), "issuer_wrong", "issuer"),
        ("TOK-11 tid of another tenant",
            f => Valid(f).With("tid", "aaaaaaaa-0000-4000-8000-0000000000ff").Sign(), "*", "*"),
        ("tid missing", f => Valid(f).Without("tid").Sign(), "*", "*"),
        ("TOK-13 v1 shape", f => V1(f), "version_wrong", "version"),
        ("ver 1.0", f => Valid(f).With("ver", "1.0").Sign(), "version_wrong", "version"),
        ("TOK-15 ver missing", f => Valid(f).Without("ver").Sign(), "version_wrong", "version"),
        ("ver a number", f => Valid(f).With("ver", 2.0).Sign(), "version_wrong", "version"),
        ("TOK-16 aud of another API",
            f => Valid(f).With("aud", "bbbbbbbb-0000-4000-8000-000000000000").Sign(), "audience_wrong", "audience"),
        ("TOK-14 aud as App ID URI",
            f => Valid(f).With("aud", $"api://{f.Audience}").Sign(), "audience_wrong", "audience"),
        ("TOK-17 aud twice",
            f => Valid(f).With("aud", new[] { f.Audience, "bbbbbbbb-0000-4000-8000-000000000000" }).Sign(),
            "audience_wrong", "audience"),
        ("TOK-18 aud missing", f => Valid(f).Without("aud").Sign(), "audience_wrong", "audience"),
        ("TOK-18 aud empty", f => Valid(f).With("aud", "").Sign(), "audience_wrong", "audience"),
        ("TOK-18 aud null", f => Valid(f).With("aud", null).Sign(), "audience_wrong", "audience"),
        ("TOK-18 aud a number", f => Valid(f).With("aud", 3).Sign(), "*", "*"),
        ("TOK-20 expired ten minutes ago",
            f => Valid(f).With("exp", Now - 600).With("nbf", Now - 3600).With("iat", Now - 3600).Sign(),
            "token_expired", "lifetime"),
        ("TOK-21 expired four minutes ago",
            f => Valid(f).With("exp", Now - 240).With("nbf", Now - 3600).With("iat", Now - 3600).Sign(),
            "token_expired", "lifetime"),
        ("TOK-22 exp missing", f => Valid(f).Without("exp").Sign(), "token_invalid", "lifetime"),
        ("TOK-23 exp zero", f => Valid(f).With("exp", 0).Sign(), "*", "*"),
        ("TOK-23 exp negative", f => Valid(f).With("exp", -5).Sign(), "*", "*"),
        ("TOK-23 exp not a number", f => Valid(f).With("exp", "soon").Sign(), "*", "*"),
        ("TOK-23 exp beyond all time",
            f => Valid(f).SignRaw(Valid(f).Without("exp").Payload()[..^1] + ",\"exp\":1e20}"), "*", "*"),
        ("TOK-24 nbf ten minutes ahead", f => Valid(f).With("nbf", Now + 600).Sign(), "token_invalid", "lifetime"),
        ("TOK-25 iat a day ahead", f => Valid(f).With("iat", Now + 86_400).Sign(), "token_invalid", "lifetime"),
        ("iat missing", f => Valid(f).Without("iat").Sign(), "token_invalid", "lifetime"),
        ("iat a word", f => Valid(f).With("iat", "now").Sign(), "*", "*"),
        ("TOK-55 payload nested 2000 deep",
            f => Valid(f).SignRaw(Nested(2_000)),
            "token_invalid", "signature"),
        ("TOK-55 payload nested 65 deep", f => Valid(f).SignRaw(Nested(65)), "token_invalid", "signature"),
        ("payload an array", f => Valid(f).SignRaw("[1]"), "token_invalid", "signature"),
        ("TOK-56 two parts", _ => "e30.e30", "token_invalid", "signature"),
        ("TOK-56 six parts", _ => "e30.e30.e30.e30.e30.e30", "token_invalid", "signature"),
        ("TOK-56 empty parts", _ => "..", "token_invalid", "signature"),
        ("TOK-51 five parts, a JWE", _ => $"{Encode("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.AA.AA.AA.AA", "*", "*"),
        ("TOK-51 a JWE ten deep", _ => NestedJwe(10), "*", "*"),
        ("TOK-56 one empty part", f => string.Join('.', Valid(f).Sign().Split('.')[0], "", "AA"), "*", "*"),
        ("TOK-56 not base64", _ => "%%%.%%%.%%%", "token_invalid", "signature"),
        ("TOK-56 padding", f => Valid(f).Sign() + "=", "*", "*"),
        ("TOK-57 two tokens, comma", f => Valid(f).Sign() + ",Bearer " + Valid(f).Sign(), "*", "*"),
    ];

    public static IEnumerable<TheoryDataRow<string>> Rows => All.Select(token => AbuseCase.Row(token.Name));

    public static TestAuthorityToken Valid(AppBFixture f) => Valid(f.Target);

    private static TestAuthorityToken Valid(TokenTarget f) => f.Valid;

    private static string Unsigned(TokenTarget f, string alg) => Valid(f).WithHeader("alg", alg).Sign(_ => []);

    private static string Hmac(TokenTarget f, byte[] key) =>
        Valid(f).WithHeader("alg", "HS256").Sign(data => HMACSHA256.HashData(key, data));

    private static string Altered(TokenTarget f)
    {
        var parts = Valid(f).Sign().Split('.');
        return $"{parts[0]}.{Encode(Valid(f).With("roles", OtherRoles).Payload())}.{parts[2]}";
    }

    private static string Spliced(TokenTarget f)
    {
        var parts = Valid(f).Sign().Split('.');
        return $"{parts[0]}.{parts[1]}.{Valid(f).With("uti", "other").Sign().Split('.')[2]}";
    }

    private static byte[] SignedByAnotherKey(byte[] data)
    {
        using var other = RSA.Create(2048);
        return other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string EmbeddedKey(TokenTarget f)
    {
        using var other = new TestAuthorityKey("other");
        return (Valid(f) with { Key = other })
            .WithHeader("kid", other.Id).WithHeader("jwk", other.Jwk(f.Authority.Issuer)).Sign();
    }

    private static TestAuthorityToken OtherTenant(TestAuthorityToken token, TokenTarget f) => token
        .With("tid", "aaaaaaaa-0000-4000-8000-0000000000ff")
        .With("iss", $"{f.Authority.Instance}aaaaaaaa-0000-4000-8000-0000000000ff/v2.0");

    private static string V1(TokenTarget f) => Valid(f)
        .Without("azp", "azpacr", "preferred_username")
        .With("iss", TestAuthority.V1Issuer)
        .With("aud", $"api://{f.Audience}")
        .With("appid", "aaaaaaaa-0000-4000-8000-00000000000c")
        .With("ver", "1.0")
        .Sign();

    private static byte[] SignedByEllipticCurve(byte[] data)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.SignData(data, HashAlgorithmName.SHA256);
    }

    private static string EmbeddedCertificate(TokenTarget f)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return Valid(f).WithHeader("kid", certificate.Thumbprint)
            .WithHeader("x5c", new[] { Convert.ToBase64String(certificate.RawData) })
            .Sign(data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    // Each level is the content of the next one's ciphertext.
    private static string NestedJwe(int depth)
    {
        if (depth == 0)
            return "e30.e30.e30";

        var header = Encode("""{"alg":"dir","enc":"A128GCM","cty":"JWT"}""");
        return $"{header}..AAAAAAAAAAAAAAAA.{Encode(NestedJwe(depth - 1))}.AAAA";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
