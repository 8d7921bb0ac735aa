using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entra.Emulator.Tenant;

/// <summary>A certificate of the tenant file: PEM, or the base64 of its bytes as Entra's manifests have it.</summary>
internal static class AppCertificate
{
    /// <exception cref="CryptographicException">The text is no certificate.</exception>
    public static X509Certificate2 Read(string text)
    {
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return X509Certificate2.CreateFromPem(text);

        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
        }
        catch (FormatException e)
        {
            throw new CryptographicException("It is neither PEM nor base64.", e);
        }
    }
}
