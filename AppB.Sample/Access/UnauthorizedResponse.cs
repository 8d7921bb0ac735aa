using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using ServiceDefaults.Tokens;

namespace AppB.Sample.Access;

/// <summary>
/// The response to a challenge: no token or a refused one (401), or no keys to validate it with (503).
/// </summary>
internal sealed partial class UnauthorizedResponse(IOptions<EntraOptions> entra, ILogger<UnauthorizedResponse> logger)
{
    public async Task WriteAsync(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var context = challenge.HttpContext;
        var refusal = await TokenChallenge.ExplainAsync(challenge);
        if (refusal.Code == TokenCodes.AuthorityUnavailable)
        {
            LogAuthorityUnavailable(entra.Value.Authority);
            context.Response.Headers.RetryAfter = "5";
            await context.WriteProblemAsync(
                new(refusal.Code, refusal.Title, StatusCodes.Status503ServiceUnavailable, refusal.Detail));
            return;
        }

        var rule = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        var missing = refusal.Code == TokenCodes.TokenMissing;
        var detail = missing ? refusal.Detail : $"The token was refused. {refusal.Detail}";
        WwwAuthenticate.Set(context, entra.Value, rule, missing ? null : WwwAuthenticate.InvalidToken, detail);
        LogRefused(refusal.Code, refusal.Check, context.GetEndpoint()?.DisplayName);
        await context.WriteProblemAsync(new(refusal.Code, refusal.Title, StatusCodes.Status401Unauthorized, detail)
        {
            Required = rule?.Alternatives,
            Failed = [refusal.Check],
        });
    }

    [LoggerMessage(LogLevel.Information, "Token refused: {Code} ({Check}) at {Endpoint}")]
    private partial void LogRefused(string code, string check, string? endpoint);

    [LoggerMessage(LogLevel.Warning, "Cannot fetch the keys of {Authority}; tokens cannot be validated")]
    private partial void LogAuthorityUnavailable(string authority);
}
