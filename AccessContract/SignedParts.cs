using System.Buffers.Text;
using System.Text;

namespace AccessContract;

/// <summary>
/// The bytes that a token's signature covers, and the signature. A class, not a record, so that no log or message prints
/// them.
/// </summary>
public sealed class SignedParts
{
    // As text: most tokens are decoded only to be shown.
    private readonly string _token;
    private readonly int _end;

    private SignedParts(string token, int end, int signatureBytes) =>
        (_token, _end, SignatureBytes) = (token, end, signatureBytes);

    /// <summary>Header and claims as they were sent, with the dot between them (RFC 7515 §5.2).</summary>
    public ReadOnlyMemory<byte> Content => Encoding.UTF8.GetBytes(_token[.._end]);

    public ReadOnlyMemory<byte> Signature => Base64Url.DecodeFromChars(SignatureOf(_token, _end));

    internal int SignatureBytes { get; }

    /// <param name="token">Three parts.</param>
    /// <returns>Null if the signature is not base64url.</returns>
    internal static SignedParts? Of(string token)
    {
        var end = token.LastIndexOf('.');
        return Base64Url.IsValid(SignatureOf(token, end), out var bytes) ? new SignedParts(token, end, bytes) : null;
    }

    private static ReadOnlySpan<char> SignatureOf(string token, int end) => token.AsSpan(end + 1).TrimEnd('=');
}
