using AccessContract.AspNetCore.Bearer;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace AccessContract.AspNetCore;

/// <summary>
/// The response to a challenge: no token or a refused one (401), or no keys to validate it with (503).
/// </summary>
internal sealed partial class UnauthorizedResponse(
    EnforcedContract contract, TokenRefusals refusals, ILogger<UnauthorizedResponse> logger)
{
    public async Task WriteAsync(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var context = challenge.HttpContext;
        var refusal = await refusals.ExplainAsync(challenge);
        var title = RefusalCodes.Title(refusal.Code);
        if (refusal.Code == RefusalCodes.AuthorityUnavailable)
        {
            LogAuthorityUnavailable(contract.Options.Expectations.Authority);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "5";
            await contract.Options.WriteProblem(context, new(refusal.Code, title, context.Response.StatusCode, refusal.Detail));
            return;
        }

        var rule = contract.RuleOf(context.GetEndpoint()?.Metadata);
        var error = refusal.Code == RefusalCodes.TokenMissing ? null : WwwAuthenticate.InvalidToken;
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        WwwAuthenticate.Set(context, contract.Options, rule, error, refusal.Detail);
        LogRefused(refusal.Code, refusal.Check, context.GetEndpoint()?.DisplayName);
        await contract.Options.WriteProblem(context, new(refusal.Code, title, context.Response.StatusCode, refusal.Detail)
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
