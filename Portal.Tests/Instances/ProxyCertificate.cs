using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Tests.Instances;

/// <summary>A self-signed certificate for localhost, for the proxies of this test run. Clients pin its key.</summary>
internal static class ProxyCertificate
{
    private static readonly X509Certificate2 Certificate = Create();

    /// <summary>The hash that Chromium pins.</summary>
    public static string KeyHash { get; } =
        Convert.ToBase64String(SHA256.HashData(Certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>The certificate and its key in one PEM text.</summary>
    public static string Pem { get; } =
        $"{Certificate.ExportCertificatePem()}\n{Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n";

    /// <summary>A handler for connections to the proxies only.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => IsPinned(presented) },
    };

    public static bool IsPinned(X509Certificate? presented) =>
        presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(Certificate.RawData);

    private static X509Certificate2 Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
    }
}
