using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Auth.Storage;

/// <summary>How the Data Protection keys on disk are encrypted.</summary>
internal sealed class KeyRingSettings
{
    public const string SectionName = "DataProtection";

    /// <summary>Encrypts new keys. Without it, keys are encrypted on Windows only.</summary>
    public KeyRingCertificate? Certificate { get; init; }

    /// <summary>Certificates that encrypted older keys.</summary>
    public IReadOnlyList<KeyRingCertificate> PreviousCertificates { get; init; } = [];

    /// <summary>Days after which a new key is used. The older ones stay, to decrypt what they encrypted.</summary>
    public double KeyLifetimeDays { get; init; } = 90;

    /// <exception cref="InvalidOperationException">The framework needs a week to announce a new key.</exception>
    public TimeSpan KeyLifetime => KeyLifetimeDays is >= 7 and <= 3650
        ? TimeSpan.FromDays(KeyLifetimeDays)
        : throw new InvalidOperationException($"Setting Portal:{SectionName}:KeyLifetimeDays must be from 7 to 3650.");
}

/// <summary>
/// A certificate in a file (<see cref="Path"/>, and <see cref="KeyPath"/> for PEM), or in a store of the machine or user.
/// The names are those of Kestrel's certificates.
/// </summary>
internal sealed class KeyRingCertificate
{
    private const string Key = $"Portal:{KeyRingSettings.SectionName}";

    public string? Path { get; init; }

    public string? KeyPath { get; init; }

    public string? Password { get; init; }

    public string? Thumbprint { get; init; }

    /// <exception cref="InvalidOperationException">It cannot be read, or has no RSA private key.</exception>
    public X509Certificate2 Load()
    {
        var certificate = Path is { Length: > 0 } path ? LoadFile(path) : FindInStore();
        using var key = certificate.GetRSAPrivateKey();
        return key is null
            ? throw new InvalidOperationException(
                $"The certificate {Path ?? Thumbprint} in {Key} has no RSA private key, which is needed to read the keys again.")
            : certificate;
    }

    private X509Certificate2 LoadFile(string path)
    {
        try
        {
            return (KeyPath, Password) switch
            {
                ({ Length: > 0 } key, { Length: > 0 } password) =>
                    X509Certificate2.CreateFromEncryptedPemFile(path, password, key),
                ({ Length: > 0 } key, _) => X509Certificate2.CreateFromPemFile(path, key),
                _ => X509CertificateLoader.LoadPkcs12FromFile(path, Password),
            };
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The certificate {path} in {Key} cannot be read. Check Path, KeyPath and Password: {exception.Message}",
                exception);
        }
    }

    private X509Certificate2 FindInStore()
    {
        if (string.IsNullOrEmpty(Thumbprint))
            throw new InvalidOperationException($"A certificate in {Key} has neither Path nor Thumbprint.");

        foreach (var location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly);
            if (store.Certificates.Find(X509FindType.FindByThumbprint, Thumbprint, validOnly: false) is [{ } found, ..])
                return found;
        }

        throw new InvalidOperationException(
            $"The certificate with the thumbprint {Thumbprint} in {Key} is in neither certificate store.");
    }
}
