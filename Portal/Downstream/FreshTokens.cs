namespace Portal.Downstream;

internal static class FreshTokens
{
    /// <summary>The caller wants to see what the authority says now, not what it said when a token was cached.</summary>
    public static bool WantsFreshTokens(this HttpRequest request) => request.GetTypedHeaders().CacheControl?.NoCache is true;
}
