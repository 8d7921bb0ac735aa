using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tokens;

/// <summary>Explains a challenge: no token, a token that a check refused, or no keys to validate it with.</summary>
public static class TokenChallenge
{
    private const string Scheme = "Bearer ";

    private static readonly TokenRefusal Missing =
        new("token", TokenCodes.TokenMissing, "Token missing", "Send a bearer token in the Authorization header.");

    private static readonly TokenRefusal NoKeys = new(
        "signature",
        TokenCodes.AuthorityUnavailable,
        "Authority unavailable",
        "The authority's keys cannot be fetched, so tokens cannot be validated.");

    public static async Task<TokenRefusal> ExplainAsync(JwtBearerChallengeContext challenge)
    {
        if (challenge.AuthenticateFailure is not { } failure)
            return Missing;

        var context = challenge.HttpContext;
        if (failure is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidIssuerException or InvalidOperationException
            && !await HasKeysAsync(challenge.Options, context.RequestAborted))
        {
            return NoKeys;
        }

        return context.RequestServices.GetRequiredService<TokenChecks>().Explain(failure, Read(context.Request));
    }

    // For the explanation only: nothing read here is trusted.
    private static JsonWebToken? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        try
        {
            return new JsonWebToken(header[Scheme.Length..].Trim());
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    // Without metadata the library reports a missing key or a wrong issuer. The configuration manager caches and
    // rate-limits.
    private static async Task<bool> HasKeysAsync(JwtBearerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return metadata.SigningKeys.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
