namespace AccessContract.Checks;

/// <summary>
/// Evaluates a signature from errors in the header and from what is known about the key, without access to the key.
/// </summary>
internal static class SignatureCheck
{
    private const int MaxAlgorithmLength = 20;

    // RFC 7518 §3.3: RSA keys have at least 2048 bits, and a signature has the size of its key.
    private const int MinRsaBytes = 256;

    private static readonly string[] RsaPrefixes = ["RS", "PS"];

    public static CheckResult Run(CheckInput input)
    {
        var header = input.Token.Header;
        if (input.Token.Repeated is { } repeated)
        {
            return input.Failed(Causes.MemberRepeated, [Name(repeated)],
                $"The token has “{Name(repeated)}” twice. Libraries disagree on which value to use, "
                    + $"so {input.Api} refuses it.");
        }

        if (header.Count == 0)
        {
            return input.NotChecked(
                [], "Only the claims are known here. The signature can be checked only on the whole token.");
        }

        var algorithm = Short(header.GetValueOrDefault("alg") ?? "");
        string[] actual = [algorithm, .. header.TryGetValue("kid", out var kid) ? [$"kid {kid}"] : Array.Empty<string>()];
        if (JwtShape.Fault(input.Token) is { } malformed)
            return input.Failed(Causes.Malformed, actual, malformed);
        if (Fault(input, algorithm) is var (cause, explanation))
            return input.Failed(cause, actual, explanation);

        return input.Token.Signature switch
        {
            SignatureEvidence.FromAuthority => input.Passed(
                actual, $"The portal received this token from the sign-in service over TLS. {input.Api} checks the signature on each call."),
            SignatureEvidence.Validated => input.Passed(
                actual, "The signature fits: the key that kid names, published by the sign-in service, made it."),
            SignatureEvidence.Invalid => input.Failed(Causes.SignatureWrong, actual,
                "The signature does not fit: the header, the claims or the signature were changed after signing, or another key made it."
                    + (header.ContainsKey("nonce") ? " Or the nonce in the header changed what was signed: Entra does that for some of Microsoft’s own APIs." : "")),
            SignatureEvidence.UnknownKey when TrustedIssuer.IsForeign(input) || !input.Token.Has("iss") => input.NotChecked(
                actual, $"The token is not from an issuer that {input.Api} trusts; the trusted sign-in service has no key for it."),
            SignatureEvidence.UnknownKey => input.Failed(Causes.KeyUnknown, actual,
                "The sign-in service publishes no key with this kid: it replaced the key, another issuer signed the token, or the API has a key of its own."),
            SignatureEvidence.KeysUnavailable => input.NotChecked(actual,
                "Unknown: the sign-in service’s keys could not be fetched. Try again later; a call to the API shows it as well."),
            _ => input.NotChecked(
                actual, $"The signature was not checked. {input.Api} checks it with the key that kid names."),
        };
    }

    private static string Name(string name) => name.Length > 40 ? name[..40] + "…" : name;

    // Explanations repeat the algorithm, and a token can have text of any length there.
    private static string Short(string algorithm) => algorithm.Length > MaxAlgorithmLength ? algorithm[..MaxAlgorithmLength] : algorithm;

    private static (Cause Cause, string Explanation)? Fault(CheckInput input, string algorithm)
    {
        var (token, accepted) = (input.Token, input.Validation.Accepted);
        if (algorithm.Equals("none", StringComparison.OrdinalIgnoreCase) || algorithm.Length == 0)
            return (Causes.NotSigned, "The token is not signed (alg is none or missing): anyone could have created it.");
        if (token.Signature == SignatureEvidence.Missing)
            return (Causes.SignatureMissing, "The third part of the token, the signature, is empty.");
        if (AlgorithmFault(input, algorithm, accepted) is { } fault)
            return fault;
        if (token.SignatureBytes is null)
            return (Causes.SignatureUnreadable, "The signature is not base64url: it has an invalid character, or one is missing.");
        if (token.SignatureBytes < MinRsaBytes && Array.Exists(RsaPrefixes, p => algorithm.StartsWith(p, StringComparison.Ordinal)))
        {
            return (Causes.SignatureCut,
                $"The signature has {token.SignatureBytes} bytes, too few for {algorithm}, which needs at least {MinRsaBytes}: it is cut off, or the key is too short.");
        }

        if (token.Header.ContainsKey("b64") || token.Header.ContainsKey("crit"))
            return (Causes.HeaderExtension, "The header requires an extension (b64 or crit) that libraries for APIs usually do not support.");

        return string.IsNullOrEmpty(token.Header.GetValueOrDefault("kid")) && !TrustedIssuer.IsForeign(input)
            ? (Causes.KeyNotNamed, "The header names no key (kid), so the signing key is unknown.")
            : null;
    }

    // Other issuers sign with other algorithms; such a token is refused for its issuer.
    private static (Cause Cause, string Explanation)? AlgorithmFault(CheckInput input, string algorithm, IReadOnlyList<string> accepted)
    {
        if (TrustedIssuer.IsForeign(input))
            return null;
        if (algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase) && !accepted.Contains(algorithm, StringComparer.Ordinal))
        {
            return (Causes.SharedSecret, $"The token is signed with {algorithm}, a shared secret; the sign-in service signs with a private key. "
                + "Attackers forge such tokens by using the public key as the secret.");
        }

        return accepted.Count > 0 && !accepted.Contains(algorithm, StringComparer.Ordinal)
            ? (Causes.OtherAlgorithm, $"The token is signed with {algorithm}; {input.Api} accepts {string.Join(" or ", accepted)}.")
            : null;
    }
}
