namespace AccessContract.Checks;

/// <summary>Detects the claims that Entra writes when a user is in more groups than fit in the token.</summary>
internal static class GroupOverage
{
    public static bool IsIn(TokenContent token) =>
        token.Has("hasgroups") || token.Has("groups:src1")
        || token.Claims.Any(c => c.Type == "_claim_names" && c.Value.Contains("groups", StringComparison.Ordinal));
}
