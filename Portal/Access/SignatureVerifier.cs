using AccessContract;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Access;

/// <summary>Verifies a token's signature with the key that the API's authority publishes under the token's key ID.</summary>
internal sealed class SignatureVerifier(PublishedKeys keys)
{
    /// <summary>The token with what is known about its signature.</summary>
    public async Task<TokenContent?> VerifyAsync(DecodedToken decoded, ApiRules rules, CancellationToken cancellationToken) =>
        decoded is { Token: { Signature: not SignatureEvidence.Missing } token, Jws: { } signed }
            && token.Header.GetValueOrDefault("kid") is { Length: > 0 } keyId
            ? token with { Signature = await VerifyAsync(token, signed, keyId, rules, cancellationToken) }
            : decoded.Token;

    private async Task<SignatureEvidence> VerifyAsync(
        TokenContent token, SignedParts signed, string keyId, ApiRules rules, CancellationToken cancellationToken)
    {
        if (AuthorityOf(token, rules.Accepted(CheckNames.Issuer)) is not { } authority)
            return SignatureEvidence.Unchecked;

        try
        {
            return await keys.FindAsync(authority, keyId, cancellationToken) is { } key
                ? Verify(token, signed, key)
                : SignatureEvidence.UnknownKey;
        }
        catch (InvalidOperationException)
        {
            return SignatureEvidence.KeysUnavailable;
        }
    }

    // An API can trust several authorities. Both issuers of an Entra tenant have the same keys, and v1 issuers come last.
    private static string? AuthorityOf(TokenContent token, IReadOnlyList<string> accepted) =>
        accepted.FirstOrDefault(a => a == token.First("iss") && !a.StartsWith("https://sts.", StringComparison.OrdinalIgnoreCase))
        ?? (accepted.Count > 0 ? accepted[0] : null);

    // The algorithm is never taken from the token. Only RS256 is verified; a token with another alg stays unchecked.
    private static SignatureEvidence Verify(TokenContent token, SignedParts signed, SecurityKey key)
    {
        var factory = key.CryptoProviderFactory;
        if (token.Header.GetValueOrDefault("alg") != SecurityAlgorithms.RsaSha256 || !factory.IsSupportedAlgorithm(SecurityAlgorithms.RsaSha256, key))
            return SignatureEvidence.Unchecked;
        if (signed.Signature.IsEmpty)
            return SignatureEvidence.Invalid;

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
