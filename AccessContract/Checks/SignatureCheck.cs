namespace AccessContract.Checks;

/// <summary>
/// Evaluates a signature without the key, from how the token was obtained and from errors in its header.
/// </summary>
internal static class SignatureCheck
{
    private const int MaxAlgorithmLength = 20;

    private static readonly Fix GetNewToken = new(
        FixOwner.ClientDeveloper, "Request a new token from the sign-in service and send it unchanged, with all three parts.");

    public static CheckResult Run(CheckInput input)
    {
        var header = input.Token.Header;
        if (header.Count == 0)
        {
            return input.NotChecked(
                [], "Only the claims are known here. The signature can be checked only on the whole token.");
        }

        var algorithm = Short(header.GetValueOrDefault("alg") ?? "");
        string[] actual = [algorithm, .. header.TryGetValue("kid", out var kid) ? [$"kid {kid}"] : Array.Empty<string>()];
        if ((JwtShape.Fault(input.Token) ?? FaultOf(input, algorithm)) is { } fault)
            return input.Failed(actual, fault, GetNewToken);

        return input.Token.Signature switch
        {
            SignatureEvidence.FromAuthority => input.Passed(
                actual, $"The portal received this token from the sign-in service over TLS. {input.Api} checks the signature on each call."),
            SignatureEvidence.UnknownKey => input.Failed(
                actual, "The sign-in service has no key with this kid: another issuer signed the token, or the key was replaced.", GetNewToken),
            SignatureEvidence.Invalid => input.Failed(
                actual, "The signature does not match: the header or the claims were changed after signing.", GetNewToken),
            SignatureEvidence.Validated => input.Passed(
                actual, "The portal’s backend validated the signature with the sign-in service’s key before it accepted the request."),
            _ => input.NotChecked(
                actual, $"A pasted token is only decoded. {input.Api} checks its signature with the key that kid identifies."),
        };
    }

    // Explanations repeat the algorithm, and a token can have text of any length there.
    private static string Short(string algorithm) => algorithm.Length > MaxAlgorithmLength ? algorithm[..MaxAlgorithmLength] : algorithm;

    private static string? FaultOf(CheckInput input, string algorithm)
    {
        var (token, accepted) = (input.Token, input.Validation.Accepted);
        if (algorithm.Equals("none", StringComparison.OrdinalIgnoreCase) || algorithm.Length == 0)
            return "The token is not signed (alg is none or missing): anyone could have created it.";
        if (algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase))
            return $"The token is signed with {algorithm}, a shared secret; the sign-in service signs with a private key. "
                + "Attackers forge such tokens by using the public key as the secret.";
        if (accepted.Count > 0 && !accepted.Contains(algorithm, StringComparer.Ordinal))
            return $"The token is signed with {algorithm}; {input.Api} accepts {string.Join(" or ", accepted)}.";
        if (token.Signature == SignatureEvidence.Missing)
            return "The third part of the token, the signature, is empty.";
        if (token.Header.ContainsKey("b64") || token.Header.ContainsKey("crit"))
            return "The header requires an extension (b64 or crit) that APIs do not support.";

        return string.IsNullOrEmpty(token.Header.GetValueOrDefault("kid"))
            ? "The header names no key (kid), so the signing key is unknown."
            : null;
    }
}
