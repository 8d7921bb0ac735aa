using Microsoft.AspNetCore.Authentication.JwtBearer;
using Portal.Access;
using Portal.Auth;
using Portal.Contracts;
using ServiceDefaults.Tokens;

namespace Portal.Api;

/// <summary>How <c>/api</c> itself refuses: problem+json and WWW-Authenticate, never a redirect.</summary>
internal sealed partial class ApiRefusals(ILogger<ApiRefusals> logger)
{
    public async Task ChallengeAsync(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        var context = challenge.HttpContext;
        var refusal = await TokenChallenge.ExplainAsync(challenge);
        LogTokenRefused(context.Request.Path, refusal.Code, refusal.Check);
        if (refusal.Code == TokenCodes.AuthorityUnavailable)
        {
            context.Response.Headers.RetryAfter = "5";
            await ProblemAnswer.WriteAsync(context, ToProblem(refusal, StatusCodes.Status503ServiceUnavailable));
            return;
        }

        context.Response.Headers.WWWAuthenticate = refusal.Code == TokenCodes.TokenMissing
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"";
        await ProblemAnswer.WriteAsync(context, ToProblem(refusal, StatusCodes.Status401Unauthorized));
    }

    public Task ForbidAsync(ForbiddenContext context)
    {
        var facts = TokenFacts.Read([.. context.HttpContext.User.Claims]);
        LogTokenRefused(context.Request.Path, ProblemCodes.ScopeMissing, "scope");
        context.Response.Headers.WWWAuthenticate =
            $"Bearer error=\"insufficient_scope\", scope=\"{PortalPolicies.Scope}\"";
        return ProblemAnswer.WriteAsync(context.HttpContext, new ApiProblem(
            ProblemCodes.ScopeMissing,
            StatusCodes.Status403Forbidden,
            "Scope missing",
            $"This needs a user's token with the delegated scope {PortalPolicies.Scope}.",
            Access: new RefusedAccess(
                [new AccessDemand("user", [PortalPolicies.Scope], [])],
                new PresentedAccess(facts.Kind == TokenKind.App ? "app" : "user", facts.Scopes, facts.Roles, facts.Audience),
                ["scope"])));
    }

    private static ApiProblem ToProblem(TokenRefusal refusal, int status) =>
        new(refusal.Code, status, refusal.Title, refusal.Detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token refused at {Path}: {Code} ({Check})")]
    private partial void LogTokenRefused(PathString path, string code, string check);
}
