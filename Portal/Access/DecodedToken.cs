using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Portal.Access;

/// <summary>Reads the claims out of a token for people to look at. It validates nothing and keeps no raw part.</summary>
internal static class DecodedToken
{
    private const string Scheme = "Bearer ";

    /// <summary>The claims of the token in an Authorization header; empty when it holds no readable JWT.</summary>
    public static IReadOnlyList<Claim> ReadClaims(string? authorizationHeader)
    {
        if (authorizationHeader?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is not true)
            return [];

        try
        {
            return [.. new JsonWebToken(authorizationHeader[Scheme.Length..].Trim()).Claims];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }
}
