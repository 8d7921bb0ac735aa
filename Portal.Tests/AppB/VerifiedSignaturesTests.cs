using System.Security.Cryptography;
using AccessContract.AspNetCore.Bearer;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.AppB;

/// <summary>A signature that fitted is not verified again; any other bytes or key are.</summary>
public sealed class VerifiedSignaturesTests : IDisposable
{
    private static readonly byte[] Input = "header.payload"u8.ToArray();

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly VerifiedSignatures _factory = new();
    private readonly byte[] _signature;

    public VerifiedSignaturesTests() =>
        _signature = _rsa.SignData(Input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Fact]
    public void Signature_is_verified_once()
    {
        var inner = new CountingProvider(Key(_rsa), fits: true);
        var verifier = new VerifiedSignatures.Verifier(inner);

        Assert.True(verifier.Verify(Input, _signature));
        Assert.True(verifier.Verify(Input, _signature));

        Assert.Equal(1, inner.Count);
    }

    [Fact]
    public void Signature_that_does_not_fit_is_verified_each_time()
    {
        var inner = new CountingProvider(Key(_rsa), fits: false);
        var verifier = new VerifiedSignatures.Verifier(inner);

        Assert.False(verifier.Verify(Input, _signature));
        Assert.False(verifier.Verify(Input, _signature));

        Assert.Equal(2, inner.Count);
    }

    [Fact]
    public void Bytes_that_differ_are_not_taken_for_verified_ones()
    {
        var verifier = Verifier(_rsa);
        Assert.True(verifier.Verify(Input, _signature));

        for (var at = 0; at < Input.Length; at++)
            Assert.False(verifier.Verify(Changed(Input, at), _signature));
        for (var at = 0; at < _signature.Length; at += 16)
            Assert.False(verifier.Verify(Input, Changed(_signature, at)));

        // The same bytes in a row, divided elsewhere.
        Assert.False(verifier.Verify([.. Input, _signature[0]], _signature[1..]));
    }

    [Fact]
    public void Another_key_verifies_for_itself()
    {
        Assert.True(Verifier(_rsa).Verify(Input, _signature));

        Assert.False(Verifier(_other).Verify(Input, _signature));
    }

    [Fact]
    public void Number_of_remembered_signatures_is_limited()
    {
        var inner = new CountingProvider(Key(_rsa), fits: true);
        var verifier = new VerifiedSignatures.Verifier(inner);

        for (var i = 0; i <= VerifiedSignatures.Verifier.MaxCount; i++)
            verifier.Verify(BitConverter.GetBytes(i), _signature);
        verifier.Verify(BitConverter.GetBytes(0), _signature);

        Assert.Equal(VerifiedSignatures.Verifier.MaxCount + 2, inner.Count);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _other.Dispose();
    }

    private SignatureProvider Verifier(RSA rsa) => _factory.CreateForVerifying(Key(rsa), SecurityAlgorithms.RsaSha256);

    private static RsaSecurityKey Key(RSA rsa) => new(rsa.ExportParameters(includePrivateParameters: false));

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }

    private sealed class CountingProvider(SecurityKey key, bool fits) : SignatureProvider(key, SecurityAlgorithms.RsaSha256)
    {
        public int Count { get; private set; }

        public override byte[] Sign(byte[] input) => throw new NotSupportedException();

        public override bool Verify(byte[] input, byte[] signature) => Verify(input, 0, 0, signature, 0, 0);

        public override bool Verify(
            byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength)
        {
            Count++;
            return fits;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
