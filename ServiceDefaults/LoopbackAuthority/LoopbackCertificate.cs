using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>
/// This user profile's self-signed certificate for localhost: the emulator serves it, the other apps pin it.
/// Nothing is added to any trust store.
/// </summary>
public static class LoopbackCertificate
{
    private const string PrivateFileName = "localhost.pfx";
    private const string PublicFileName = "localhost.cer";
    private const string LockFileName = "localhost.lock";

    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromDays(7);

    /// <summary>
    /// The certificate with its key. Created at first use; renewed a week before it expires, or if it is unreadable.
    /// </summary>
    public static X509Certificate2 Ensure(IConfiguration configuration, TimeProvider time)
    {
        var folder = Folder(configuration);
        var file = Path.Combine(folder, PrivateFileName);
        using var _ = FileLock.Acquire(Path.Combine(folder, LockFileName));

        var certificate = Load(file, time.GetUtcNow()) ?? Create(file, time.GetUtcNow());
        if (!IsPinned(folder, certificate))
            PrivateFile.Write(Path.Combine(folder, PublicFileName), certificate.Export(X509ContentType.Cert));

        return certificate;
    }

    /// <summary>The folder of the certificate, which an app that serves it creates.</summary>
    internal static string Folder(IConfiguration configuration) => DataDirectory.Ensure(configuration, "certificate");

    /// <summary>Whether <paramref name="presented"/> is this profile's certificate. False if there is none.</summary>
    internal static bool IsPinned(string folder, X509Certificate2 presented)
    {
        try
        {
            using var pinned = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, PublicFileName));
            return CryptographicOperations.FixedTimeEquals(
                pinned.GetCertHash(HashAlgorithmName.SHA256),
                presented.GetCertHash(HashAlgorithmName.SHA256));
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Null if it is absent, damaged, unreadable or expires too soon; a new certificate fixes each of these.
    private static X509Certificate2? Load(string file, DateTimeOffset now)
    {
        X509Certificate2? certificate = null;
        try
        {
            certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
        }

        if (certificate is { HasPrivateKey: true }
            && certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime
            && certificate.NotAfter.ToUniversalTime() > now.UtcDateTime + RenewalPeriod)
        {
            return certificate;
        }

        certificate?.Dispose();
        return null;
    }

    // Read back from the file: on Windows an ephemeral key cannot serve TLS.
    private static X509Certificate2 Create(string file, DateTimeOffset now)
    {
        using var created = SelfSign(now);
        PrivateFile.Write(file, created.Export(X509ContentType.Pfx));
        return X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
    }

    private static X509Certificate2 SelfSign(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
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
