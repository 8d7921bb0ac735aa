using AppB.Sample.Access.Checks;
using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AppB.Sample.Access;

/// <summary>Answers a challenge: no token, or one that a check refused (401), or no keys to check it with (503).</summary>
internal sealed partial class UnauthorizedAnswer(
    TokenChecks checks, IOptions<EntraOptions> entra, ILogger<UnauthorizedAnswer> logger)
{
    private static readonly TokenRefusal Missing =
        new("token", ProblemCodes.TokenMissing, "Token missing", "This needs a bearer token in the Authorization header.");

    public async Task WriteAsync(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var context = challenge.HttpContext;
        var rule = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        var token = Read(context.Request);
        var refusal = challenge.AuthenticateFailure is { } failure ? checks.Explain(failure, token) : Missing;

        // Without metadata the library cannot know the issuer either, and complains of whichever it looks at first.
        if (challenge.AuthenticateFailure is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidIssuerException
            && !await HasKeysAsync(challenge.Options, context.RequestAborted))
        {
            LogAuthorityUnavailable(entra.Value.Authority);
            context.Response.Headers.RetryAfter = "5";
            await context.WriteProblemAsync(new(
                ProblemCodes.AuthorityUnavailable,
                "Authority unavailable",
                StatusCodes.Status503ServiceUnavailable,
                "AppB cannot fetch the keys of its authority, so it cannot validate any token now."));
            return;
        }

        var detail = refusal == Missing ? Missing.Detail : $"The token was refused. {refusal.Detail}";
        WwwAuthenticate.Set(
            context, entra.Value, rule, refusal == Missing ? null : WwwAuthenticate.InvalidToken, detail);
        LogRefused(refusal.Code, refusal.Check, context.GetEndpoint()?.DisplayName);
        await context.WriteProblemAsync(new(refusal.Code, refusal.Title, StatusCodes.Status401Unauthorized, detail)
        {
            Required = rule?.Alternatives,
            Failed = [refusal.Check],
        });
    }

    // For the explanation alone: nothing read here is trusted.
    private static JsonWebToken? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var encoded = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (encoded.Length == 0)
            return null;

        try
        {
            return new JsonWebToken(encoded);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    // A missing key and missing metadata fail alike in the library. The configuration manager caches and rate-limits.
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

    [LoggerMessage(LogLevel.Information, "Token refused: {Code} ({Check}) at {Endpoint}")]
    private partial void LogRefused(string code, string check, string? endpoint);

    [LoggerMessage(LogLevel.Warning, "No keys from {Authority}: tokens cannot be validated")]
    private partial void LogAuthorityUnavailable(string authority);
}
