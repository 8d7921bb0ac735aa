namespace AccessContract;

/// <summary>The evaluation of one token against the alternatives of one operation: enforced by APIs, explained by the portal.</summary>
/// <param name="Alternative">
/// The alternative for the token's kind with the fewest failures; null if there is none. A user's token is never evaluated
/// against what an application needs, nor the reverse.
/// </param>
/// <param name="Failed">The names of the failed checks in the order of evaluation; empty if access is allowed.</param>
public sealed record AccessEvaluation(AccessAlternative? Alternative, IReadOnlyList<string> Failed)
{
    public bool IsAllowed => Failed.Count == 0;

    public static AccessEvaluation Of(TokenFacts token, IReadOnlyList<AccessAlternative> alternatives)
    {
        AccessEvaluation? closest = null;
        foreach (var alternative in alternatives)
        {
            if (alternative.TokenKind != token.TokenKind)
                continue;

            var failed = FailuresOf(alternative, token);
            if (closest is null || failed.Count < closest.Failed.Count)
                closest = new(alternative, failed);
        }

        return closest ?? new(null, [CheckNames.TokenKind]);
    }

    private static List<string> FailuresOf(AccessAlternative alternative, TokenFacts token)
    {
        var failed = new List<string>(2);
        if (!IsSubset(alternative.Scopes, token.Scopes))
            failed.Add(CheckNames.Scope);

        if (!IsSubset(alternative.Roles, token.Roles))
            failed.Add(CheckNames.Role);

        // No step-up for a token that would still be refused afterwards.
        if (failed.Count == 0 && !IsSubset(alternative.Contexts ?? [], token.Contexts))
            failed.Add(CheckNames.AuthenticationContext);

        return failed;
    }

    private static bool IsSubset(IReadOnlyList<string> required, IReadOnlyList<string> present)
    {
        foreach (var name in required)
        {
            if (!present.Contains(name, StringComparer.Ordinal))
                return false;
        }

        return true;
    }
}
