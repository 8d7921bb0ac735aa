using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Identity.Abstractions;

namespace Portal.Auth.Storage;

/// <summary>
/// Encrypts the Data Protection keys in Redis with AES-GCM, under a key that only the portal's instances can derive: from the
/// private key of the setting's certificate, or from the portal's client secret. Write access to Redis
/// does not suffice to add a key.
/// </summary>
internal sealed class KeySeal
{
    private const string Purpose = "on-behalf-of-portal: Data Protection keys in Redis";
    private const string NamePurpose = "on-behalf-of-portal: names in Redis";
    private const int KeyLength = 32;

    private static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    private readonly IReadOnlyList<byte[]> _keys;
    private readonly byte[] _nameKey;

    private KeySeal(IReadOnlyList<byte[]> keys) => (_keys, _nameKey) = (keys, Derive(keys[0], NamePurpose));

    /// <summary>The first of these encrypts. All of them decrypt, so that a secret or certificate can be replaced.</summary>
    /// <exception cref="InvalidOperationException">There is neither a certificate nor a secret.</exception>
    public static KeySeal Create(IEnumerable<X509Certificate2> certificates, IEnumerable<CredentialDescription> credentials)
    {
        var secrets = credentials
            .Where(c => c is { SourceType: CredentialSource.ClientSecret, ClientSecret.Length: > 0 })
            .Select(c => Encoding.UTF8.GetBytes(c.ClientSecret!));
        byte[][] keys = [.. certificates.Select(SignatureOf).Concat(secrets).Select(s => Derive(s, Purpose))];
        return keys.Length > 0
            ? new KeySeal(keys)
            : throw new InvalidOperationException(
                "The instances share their Data Protection keys in Redis, and nothing can encrypt them there. "
                + $"Set Portal:{KeyRingSettings.SectionName}:Certificate:Path, because AzureAd:ClientCredentials has no client secret.");
    }

    /// <summary>
    /// A name in Redis for something that others could guess, such as an address: nobody else can compute it. It changes
    /// together with the first secret or certificate.
    /// </summary>
    public string NameOf(string id) => Convert.ToHexString(HMACSHA256.HashData(_nameKey, Encoding.UTF8.GetBytes(id)));

    /// <param name="name">What the content is; it can be opened under the same name only.</param>
    public byte[] Seal(string name, byte[] content)
    {
        var result = new byte[NonceLength + TagLength + content.Length];
        var nonce = result.AsSpan(0, NonceLength);
        var rest = result.AsSpan(NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[0], TagLength);
        aes.Encrypt(nonce, content, rest[TagLength..], rest[..TagLength], Encoding.UTF8.GetBytes(name));
        return result;
    }

    /// <param name="isCurrent">Whether a new seal would use the same key.</param>
    /// <returns>False if none of the keys fits, or the content was changed.</returns>
    public bool TryOpen(string name, byte[] value, [NotNullWhen(true)] out byte[]? content, out bool isCurrent)
    {
        for (var i = 0; i < _keys.Count && value.Length >= NonceLength + TagLength; i++)
        {
            content = new byte[value.Length - NonceLength - TagLength];
            isCurrent = i == 0;
            if (TryOpen(_keys[i], name, value, content))
                return true;
        }

        (content, isCurrent) = (null, false);
        return false;
    }

    private static bool TryOpen(byte[] key, string name, ReadOnlySpan<byte> value, byte[] content)
    {
        var rest = value[NonceLength..];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(value[..NonceLength], rest[TagLength..], rest[..TagLength], content, Encoding.UTF8.GetBytes(name));
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    // PKCS #1 signatures are deterministic, and only the private key can make them.
    private static byte[] SignatureOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey()
            ?? throw new InvalidOperationException("The certificate has no RSA private key.");
        return key.SignData(Encoding.UTF8.GetBytes(Purpose), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyLength, info: Encoding.UTF8.GetBytes(purpose));
}
