using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entra.Emulator.Tenant;

/// <summary>A certificate in the tenant file: PEM, or base64 as in Entra's manifests.</summary>
internal static class AppCertificate
{
    /// <exception cref="CryptographicException">The text is not a certificate.</exception>
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
