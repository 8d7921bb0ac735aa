using AccessContract;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>Verifies a token's signature with the key that the API's authority publishes under the token's key ID.</summary>
internal sealed class SignatureVerifier(PublishedKeys keys)
{
    /// <summary>The token with what is known about its signature.</summary>
    public async Task<TokenContent?> VerifyAsync(DecodedToken decoded, ApiRules rules, CancellationToken cancellationToken) =>
        decoded is { Token: { Signature: not SignatureEvidence.Missing } token, Signed: { } signed }
            && token.Header.GetValueOrDefault("kid") is { Length: > 0 } keyId
            ? token with { Signature = await VerifyAsync(signed, keyId, rules, cancellationToken) }
            : decoded.Token;

    private async Task<SignatureEvidence> VerifyAsync(
        SignedParts signed, string keyId, ApiRules rules, CancellationToken cancellationToken)
    {
        if (rules.Accepted(CheckNames.Issuer) is not [var authority, ..])
            return SignatureEvidence.Unchecked;

        try
        {
            return await keys.FindAsync(authority, keyId, cancellationToken) is { } key
                ? Verify(signed, key)
                : SignatureEvidence.UnknownKey;
        }
        catch (InvalidOperationException)
        {
            return SignatureEvidence.KeysUnavailable;
        }
    }

    // The algorithm is never taken from the token: the check of alg refuses any other.
    private static SignatureEvidence Verify(SignedParts signed, SecurityKey key)
    {
        var factory = key.CryptoProviderFactory;
        var provider = factory.CreateForVerifying(key, SecurityAlgorithms.RsaSha256);
        try
        {
            return provider.Verify(signed.Content.ToArray(), signed.Signature.ToArray())
                ? SignatureEvidence.Validated
                : SignatureEvidence.Invalid;
        }
        finally
        {
            factory.ReleaseSignatureProvider(provider);
        }
    }
}
