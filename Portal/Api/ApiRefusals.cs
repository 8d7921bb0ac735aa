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
        var hasScope = facts.Scopes.Contains(PortalPolicies.Scope, StringComparer.Ordinal);
        var refusal = hasScope ? RoleMissing(facts) : ScopeMissing(facts);
        LogTokenRefused(context.Request.Path, refusal.Code, hasScope ? "role" : "scope");
        context.Response.Headers.WWWAuthenticate =
            $"Bearer error=\"insufficient_scope\", scope=\"{PortalPolicies.Scope}\"";
        return ProblemAnswer.WriteAsync(context.HttpContext, refusal);
    }

    private static ApiProblem ScopeMissing(TokenFacts facts) => new(
        ProblemCodes.ScopeMissing,
        StatusCodes.Status403Forbidden,
        "Scope missing",
        $"This needs a user's token with the delegated scope {PortalPolicies.Scope}.",
        Access: new RefusedAccess([new AccessDemand("user", [PortalPolicies.Scope], [])], Presented(facts), ["scope"]));

    private static ApiProblem RoleMissing(TokenFacts facts) => new(
        ProblemCodes.RoleMissing,
        StatusCodes.Status403Forbidden,
        "This is for administrators of the portal",
        $"It needs the app role {PortalPolicies.AdminRole} of the portal, which an administrator of the tenant assigns.",
        Access: new RefusedAccess(
            [new AccessDemand("user", [PortalPolicies.Scope], [PortalPolicies.AdminRole])], Presented(facts), ["role"]));

    private static PresentedAccess Presented(TokenFacts facts) =>
        new(facts.Kind == TokenKind.App ? "app" : "user", facts.Scopes, facts.Roles, facts.Audience);

    private static ApiProblem ToProblem(TokenRefusal refusal, int status) =>
        new(refusal.Code, status, refusal.Title, refusal.Detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token refused at {Path}: {Code} ({Check})")]
    private partial void LogTokenRefused(PathString path, string code, string check);
}
