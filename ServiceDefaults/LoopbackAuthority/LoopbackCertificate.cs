using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>
/// The one self-signed certificate for localhost of this user profile: the emulator serves it, the other apps pin it.
/// Nothing is added to any trust store.
/// </summary>
public static class LoopbackCertificate
{
    private const string PrivateFileName = "localhost.pfx";
    private const string PublicFileName = "localhost.cer";

    private static readonly Lock Creating = new();

    /// <summary>The certificate with its key, made at first use and renewed a week before it ends.</summary>
    public static X509Certificate2 Ensure(IConfiguration configuration, TimeProvider time)
    {
        var folder = DataDirectory.Ensure(configuration, "certificate");
        lock (Creating)
        {
            var now = time.GetUtcNow();
            var current = Load(Path.Combine(folder, PrivateFileName));
            if (current is not null && current.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(7))
                return current;

            using var created = Create(now);
            PrivateFile.Write(Path.Combine(folder, PrivateFileName), created.Export(X509ContentType.Pfx));
            PrivateFile.Write(Path.Combine(folder, PublicFileName), created.Export(X509ContentType.Cert));
            return Load(Path.Combine(folder, PrivateFileName))
                ?? throw new InvalidOperationException($"The certificate just written to {folder} cannot be read.");
        }
    }

    /// <summary>Whether <paramref name="presented"/> is the certificate of this profile. False while none exists.</summary>
    internal static bool IsPinned(string folder, X509Certificate2 presented)
    {
        var file = Path.Combine(folder, PublicFileName);
        if (!File.Exists(file))
            return false;

        using var pinned = X509CertificateLoader.LoadCertificateFromFile(file);
        return CryptographicOperations.FixedTimeEquals(
            pinned.GetCertHash(HashAlgorithmName.SHA256),
            presented.GetCertHash(HashAlgorithmName.SHA256));
    }

    private static X509Certificate2? Load(string file) =>
        File.Exists(file) ? X509CertificateLoader.LoadPkcs12FromFile(file, password: null) : null;

    private static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], true));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
