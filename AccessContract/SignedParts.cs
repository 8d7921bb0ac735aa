using System.Buffers.Text;
using System.Text;

namespace AccessContract;

/// <summary>
/// The bytes that a token's signature covers, and the signature. A class, not a record, so that no log or message prints
/// them.
/// </summary>
public sealed class SignedParts
{
    private SignedParts(byte[] content, byte[] signature) => (Content, Signature) = (content, signature);

    /// <summary>Header and claims as they were sent, with the dot between them (RFC 7515 §5.2).</summary>
    public ReadOnlyMemory<byte> Content { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    /// <param name="token">Three parts.</param>
    /// <returns>Null if the signature is not base64url.</returns>
    internal static SignedParts? Of(string token)
    {
        var cut = token.LastIndexOf('.');
        var signature = token.AsSpan(cut + 1).TrimEnd('=');
        return Base64Url.IsValid(signature)
            ? new SignedParts(Encoding.UTF8.GetBytes(token[..cut]), Base64Url.DecodeFromChars(signature))
            : null;
    }
}
