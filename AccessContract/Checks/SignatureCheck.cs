namespace AccessContract.Checks;

/// <summary>What can be said of a signature without the key: who vouches for it, and what rules it out.</summary>
internal static class SignatureCheck
{
    private static readonly Fix AskAnew = new(
        FixOwner.Developer, "Get the token from the authority again and send it unchanged, all three parts of it.");

    public static CheckOutcome Run(CheckInput question)
    {
        var header = question.Token.Header;
        if (header.Count == 0)
            return question.NotChecked([], "Only its claims are known here, not its header. Whoever read the token first has checked it.");

        var algorithm = header.GetValueOrDefault("alg") ?? "";
        string[] carried = [algorithm, .. header.TryGetValue("kid", out var kid) ? [$"kid {kid}"] : Array.Empty<string>()];
        if ((JwtShape.Fault(question.Token) ?? Ruled(question, algorithm)) is { } fault)
            return question.Failed(carried, fault, AskAnew);

        return question.Token.Signature switch
        {
            SignatureEvidence.FromAuthority => question.Passed(
                carried, $"The authority handed this token to the portal over TLS a moment ago. {question.Api} checks the signature itself at each call."),
            SignatureEvidence.Validated => question.Passed(
                carried, "The portal’s backend validated it with the authority’s key before it let the request in."),
            _ => question.NotChecked(
                carried, $"Not checked here: a pasted token is only decoded. {question.Api} checks it with the key that kid names."),
        };
    }

    private static string? Ruled(CheckInput question, string algorithm)
    {
        var (token, accepted) = (question.Token, question.Validation.Accepted);
        if (algorithm.Equals("none", StringComparison.OrdinalIgnoreCase) || algorithm.Length == 0)
            return "Its header says that nobody signed it (alg none): anyone can have written it.";
        if (algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase))
            return $"It is signed with {algorithm}, a secret that both sides know. The authority signs with a key pair; this is how forgeries with its public key look.";
        if (accepted.Count > 0 && !accepted.Contains(algorithm, StringComparer.Ordinal))
            return $"It is signed with {algorithm}; {question.Api} takes {string.Join(" or ", accepted)}.";
        if (token.Signature == SignatureEvidence.Missing)
            return "Its third part, the signature, is empty.";
        if (token.Header.ContainsKey("b64") || token.Header.ContainsKey("crit"))
            return "Its header asks for an extension (b64 or crit) that APIs do not know.";

        return string.IsNullOrEmpty(token.Header.GetValueOrDefault("kid"))
            ? "Its header names no key (kid), so nobody can tell which key to check it with."
            : null;
    }
}
