using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>Tokens that AppB must refuse, each tampered with in one way.</summary>
internal static class TamperedTokens
{
    private static readonly string[] OtherRoles = ["Orders.Write"];
    private static readonly long Now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Name, the token, the expected code and failed check; * where more than one code is correct.</summary>
    public static readonly (string Name, Func<AppBFixture, string> Make, string Code, string Check)[] All =
    [
        ("alg none", f => Unsigned(f, "none"), "token_invalid", "signature"),
        ("alg None", f => Unsigned(f, "None"), "token_invalid", "signature"),
        ("alg nOnE", f => Unsigned(f, "nOnE"), "token_invalid", "signature"),
        ("empty signature", f => Valid(f).Sign(_ => []), "token_invalid", "signature"),
        ("HS256 with the public key as PEM",
            f => Hmac(f, Encoding.ASCII.GetBytes(f.Authority.Key.Rsa.ExportRSAPublicKeyPem())),
            "token_invalid", "signature"),
        ("HS256 with the public key as PEM and a newline",
            f => Hmac(f, Encoding.ASCII.GetBytes(f.Authority.Key.Rsa.ExportSubjectPublicKeyInfoPem() + "\n")),
            "token_invalid", "signature"),
        ("HS256 with the public key as DER",
            f => Hmac(f, f.Authority.Key.Rsa.ExportSubjectPublicKeyInfo()), "token_invalid", "signature"),
        ("HS256 with the modulus",
            f => Hmac(f, f.Authority.Key.Rsa.ExportParameters(false).Modulus!), "token_invalid", "signature"),
        ("RS512",
            f => Valid(f).WithHeader("alg", "RS512").Sign(
                d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)),
            "token_invalid", "signature"),
        ("PS256",
            f => Valid(f).WithHeader("alg", "PS256").Sign(
                d => f.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            "token_invalid", "signature"),
        ("payload altered", f => Altered(f), "token_invalid", "signature"),
        ("signature of another token", f => Spliced(f), "token_invalid", "signature"),
        ("signed by another key", f => Valid(f).Sign(SignedByAnotherKey), "token_invalid", "signature"),
        ("kid unknown", f => Valid(f).WithHeader("kid", "another").Sign(), "token_invalid", "signature"),
        ("kid absent", f => Valid(f).WithoutHeader("kid").Sign(), "token_invalid", "signature"),
        ("kid a path",
            f => Valid(f).WithHeader("kid", "../../dev/null").Sign(SignedByAnotherKey), "token_invalid", "signature"),
        ("kid with a line break",
            f => Valid(f).WithHeader("kid", "a\r\nb: c\u00E4'; --").Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("kid of 8 KB",
            f => Valid(f).WithHeader("kid", new string('k', 8192)).Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("embedded jwk", f => EmbeddedKey(f), "token_invalid", "signature"),
        ("jku",
            f => Valid(f).WithHeader("jku", "http://127.0.0.1:1/").WithHeader("kid", "x").Sign(SignedByAnotherKey),
            "token_invalid", "signature"),
        ("b64 false",
            f => Valid(f).WithHeader("b64", false).WithHeader("crit", new[] { "b64" }).Sign(),
            "token_invalid", "signature"),
        ("crit unknown", f => Valid(f).WithHeader("crit", new[] { "exp" }).Sign(), "token_invalid", "signature"),
        ("typ logout", f => Valid(f).WithHeader("typ", "logout+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("typ dpop", f => Valid(f).WithHeader("typ", "dpop+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("typ secevent", f => Valid(f).WithHeader("typ", "secevent+jwt").Sign(), "token_kind_wrong", "token_kind"),
        ("id token with scp", f => Valid(f).With("nonce", "n").Sign(), "token_kind_wrong", "token_kind"),
        ("issuer of another authority",
            f => Valid(f).With("iss", $"https://elsewhere.example/{TestAuthority.TenantId}/v2.0").Sign(),
            "issuer_wrong", "issuer"),
        ("issuer of another tenant", f => OtherTenant(Valid(f), f).Sign(), "issuer_wrong", "issuer"),
        ("issuer with a slash", f => Valid(f).With("iss", f.Authority.Issuer + "/").Sign(), "issuer_wrong", "issuer"),
        ("issuer in upper case",
            f => Valid(f).With("iss", f.Authority.Issuer.ToUpperInvariant()).Sign(), "issuer_wrong", "issuer"),
        ("issuer with user information",
            f => Valid(f).With(
                "iss", f.Authority.Issuer.Replace("https://", "https://x@", StringComparison.Ordinal)).Sign(),
            "issuer_wrong", "issuer"),
        ("issuer missing", f => Valid(f).Without("iss").Sign(), "issuer_wrong", "issuer"),
        ("tid of another tenant", f => Valid(f).With("tid", "aaaaaaaa-0000-4000-8000-0000000000ff").Sign(), "*", "*"),
        ("tid missing", f => Valid(f).Without("tid").Sign(), "*", "*"),
        ("v1 shape", f => V1(f), "version_wrong", "version"),
        ("ver 1.0", f => Valid(f).With("ver", "1.0").Sign(), "version_wrong", "version"),
        ("ver missing", f => Valid(f).Without("ver").Sign(), "version_wrong", "version"),
        ("ver a number", f => Valid(f).With("ver", 2.0).Sign(), "version_wrong", "version"),
        ("aud of another API",
            f => Valid(f).With("aud", "bbbbbbbb-0000-4000-8000-000000000000").Sign(), "audience_wrong", "audience"),
        ("aud as App ID URI",
            f => Valid(f).With("aud", $"api://{AppBFixture.Audience}").Sign(), "audience_wrong", "audience"),
        ("aud twice",
            f => Valid(f).With("aud", new[] { AppBFixture.Audience, "bbbbbbbb-0000-4000-8000-000000000000" }).Sign(),
            "audience_wrong", "audience"),
        ("aud missing", f => Valid(f).Without("aud").Sign(), "audience_wrong", "audience"),
        ("aud empty", f => Valid(f).With("aud", "").Sign(), "audience_wrong", "audience"),
        ("aud null", f => Valid(f).With("aud", null).Sign(), "audience_wrong", "audience"),
        ("aud a number", f => Valid(f).With("aud", 3).Sign(), "*", "*"),
        ("expired ten minutes ago",
            f => Valid(f).With("exp", Now - 600).With("nbf", Now - 3600).With("iat", Now - 3600).Sign(),
            "token_expired", "lifetime"),
        ("expired four minutes ago",
            f => Valid(f).With("exp", Now - 240).With("nbf", Now - 3600).With("iat", Now - 3600).Sign(),
            "token_expired", "lifetime"),
        ("exp missing", f => Valid(f).Without("exp").Sign(), "token_invalid", "lifetime"),
        ("exp zero", f => Valid(f).With("exp", 0).Sign(), "*", "*"),
        ("exp negative", f => Valid(f).With("exp", -5).Sign(), "*", "*"),
        ("exp not a number", f => Valid(f).With("exp", "soon").Sign(), "*", "*"),
        ("exp beyond all time",
            f => Valid(f).SignRaw(Valid(f).Without("exp").Payload()[..^1] + ",\"exp\":1e20}"), "*", "*"),
        ("nbf ten minutes ahead", f => Valid(f).With("nbf", Now + 600).Sign(), "token_invalid", "lifetime"),
        ("iat a day ahead", f => Valid(f).With("iat", Now + 86_400).Sign(), "token_invalid", "lifetime"),
        ("iat missing", f => Valid(f).Without("iat").Sign(), "token_invalid", "lifetime"),
        ("iat a word", f => Valid(f).With("iat", "now").Sign(), "*", "*"),
        ("payload nested 2000 deep",
            f => Valid(f).SignRaw(string.Concat(Enumerable.Repeat("{\"a\":", 2000)) + "1" + new string('}', 2000)),
            "token_invalid", "signature"),
        ("payload an array", f => Valid(f).SignRaw("[1]"), "token_invalid", "signature"),
        ("two parts", _ => "e30.e30", "token_invalid", "signature"),
        ("six parts", _ => "e30.e30.e30.e30.e30.e30", "token_invalid", "signature"),
        ("empty parts", _ => "..", "token_invalid", "signature"),
        ("five parts, a JWE", _ => $"{Encode("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.AA.AA.AA.AA", "*", "*"),
        ("not base64", _ => "%%%.%%%.%%%", "token_invalid", "signature"),
        ("padding", f => Valid(f).Sign() + "=", "*", "*"),
        ("two tokens, comma", f => Valid(f).Sign() + ",Bearer " + Valid(f).Sign(), "*", "*"),
    ];

    public static TestAuthorityToken Valid(AppBFixture f) => f.User("Orders.Read");

    private static string Unsigned(AppBFixture f, string alg) => Valid(f).WithHeader("alg", alg).Sign(_ => []);

    private static string Hmac(AppBFixture f, byte[] key) =>
        Valid(f).WithHeader("alg", "HS256").Sign(data => HMACSHA256.HashData(key, data));

    private static string Altered(AppBFixture f)
    {
        var parts = Valid(f).Sign().Split('.');
        return $"{parts[0]}.{Encode(Valid(f).With("roles", OtherRoles).Payload())}.{parts[2]}";
    }

    private static string Spliced(AppBFixture f)
    {
        var parts = Valid(f).Sign().Split('.');
        return $"{parts[0]}.{parts[1]}.{Valid(f).With("uti", "other").Sign().Split('.')[2]}";
    }

    private static byte[] SignedByAnotherKey(byte[] data)
    {
        using var other = RSA.Create(2048);
        return other.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string EmbeddedKey(AppBFixture f)
    {
        using var other = new TestAuthorityKey("other");
        return (Valid(f) with { Key = other })
            .WithHeader("kid", other.Id).WithHeader("jwk", other.Jwk(f.Authority.Issuer)).Sign();
    }

    private static TestAuthorityToken OtherTenant(TestAuthorityToken token, AppBFixture f) => token
        .With("tid", "aaaaaaaa-0000-4000-8000-0000000000ff")
        .With("iss", $"{f.Authority.Instance}aaaaaaaa-0000-4000-8000-0000000000ff/v2.0");

    private static string V1(AppBFixture f) => Valid(f)
        .Without("azp", "azpacr", "preferred_username")
        .With("iss", TestAuthority.V1Issuer)
        .With("aud", $"api://{AppBFixture.Audience}")
        .With("appid", "aaaaaaaa-0000-4000-8000-00000000000c")
        .With("ver", "1.0")
        .Sign();

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
