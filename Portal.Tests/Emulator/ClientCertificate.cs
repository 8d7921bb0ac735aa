using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.Emulator;

/// <summary>A client certificate and the assertions that it signs.</summary>
internal sealed class ClientCertificate : IDisposable
{
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly RSA _key = RSA.Create(2048);

    public ClientCertificate()
    {
        var request = new CertificateRequest("CN=app", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public X509Certificate2 Certificate { get; }

    public string PublicHalf => Convert.ToBase64String(Certificate.RawData);

    /// <summary>A valid assertion of the portal, except for what the arguments change.</summary>
    public string Assertion(
        string audience,
        DateTimeOffset now,
        string subject = TestTenant.Portal,
        TimeSpan? lifetime = null,
        bool bySha256 = true)
    {
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(5));
        var hash = Certificate.GetCertHash(HashAlgorithmName.SHA256);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>
            {
                ["iss"] = subject,
                ["sub"] = subject,
                ["aud"] = audience,
                ["jti"] = Guid.NewGuid().ToString(),
                ["nbf"] = expires.AddMinutes(-10).ToUnixTimeSeconds(),
                ["exp"] = expires.ToUnixTimeSeconds(),
            },
            AdditionalHeaderClaims = bySha256
                ? new Dictionary<string, object> { ["x5t#S256"] = Base64UrlEncoder.Encode(hash) }
                : [],

            // With a certificate, the library also writes x5t.
            SigningCredentials = bySha256
                ? new SigningCredentials(new RsaSecurityKey(_key), SecurityAlgorithms.RsaSsaPssSha256)
                : new X509SigningCredentials(Certificate, SecurityAlgorithms.RsaSha256),
        });
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
