using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// Verifies each signature once per key. Whether a signature fits never changes for the same key and the same bytes, and
/// verifying it is the largest part of validating a token. Everything that can change is validated on each request: which
/// keys the authority publishes, issuer, audience, lifetime, and the checks of the contract.
/// </summary>
internal sealed class VerifiedSignatures : CryptoProviderFactory
{
    // The library keeps one provider per key and algorithm. When it drops one, its signatures go with it.
    private readonly ConditionalWeakTable<SignatureProvider, Verifier> _verifiers = [];

    public override SignatureProvider CreateForVerifying(SecurityKey key, string algorithm) =>
        _verifiers.GetValue(base.CreateForVerifying(key, algorithm), provider => new Verifier(provider));

    public override void ReleaseSignatureProvider(SignatureProvider signatureProvider) =>
        base.ReleaseSignatureProvider(signatureProvider is Verifier verifier ? verifier.Inner : signatureProvider);

    /// <summary>Only signatures that fit are remembered: others are verified again, and fill no memory.</summary>
    internal sealed class Verifier(SignatureProvider inner) : SignatureProvider(inner.Key, inner.Algorithm)
    {
        public const int MaxCount = 5_000;

        private readonly ConcurrentDictionary<(UInt128, UInt128), bool> _verified = new();

        public SignatureProvider Inner { get; } = inner;

        public override byte[] Sign(byte[] input) => throw new NotSupportedException("It only verifies.");

        public override bool Verify(byte[] input, byte[] signature) =>
            Verify(input, 0, input.Length, signature, 0, signature.Length);

        public override bool Verify(
            byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength)
        {
            var hash = HashOf(input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));
            if (_verified.ContainsKey(hash))
                return true;

            if (!Inner.Verify(input, inputOffset, inputLength, signature, signatureOffset, signatureLength))
                return false;

            // Rare, and then each signature is verified once more.
            if (_verified.Count >= MaxCount)
                _verified.Clear();

            _verified[hash] = true;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Inner.Dispose();
        }

        // The length of the input keeps its end apart from the beginning of the signature.
        private static (UInt128, UInt128) HashOf(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature)
        {
            var length = sizeof(int) + input.Length + signature.Length;
            var bytes = ArrayPool<byte>.Shared.Rent(length);
            MemoryMarshal.Write(bytes, input.Length);
            input.CopyTo(bytes.AsSpan(sizeof(int)));
            signature.CopyTo(bytes.AsSpan(sizeof(int) + input.Length));

            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes.AsSpan(0, length), hash);
            ArrayPool<byte>.Shared.Return(bytes);
            return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
        }
    }
}
