namespace AccessContract.Checks;

/// <summary>The ways in which a token says that its user is in more groups than it can list.</summary>
internal static class GroupOverage
{
    public static bool IsIn(TokenContent token) =>
        token.Has("hasgroups") || token.Has("groups:src1")
        || token.Claims.Any(c => c.Type == "_claim_names" && c.Value.Contains("groups", StringComparison.Ordinal));
}
