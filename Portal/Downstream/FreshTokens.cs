namespace Portal.Downstream;

internal static class FreshTokens
{
    /// <summary>Whether the caller requests newly issued tokens instead of cached ones.</summary>
    public static bool WantsFreshTokens(this HttpRequest request) => request.GetTypedHeaders().CacheControl?.NoCache is true;
}
