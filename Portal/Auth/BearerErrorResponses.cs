using AccessContract;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Portal.Contracts.Problems;
using Portal.Problems;
using ServiceDefaults.Tokens;

namespace Portal.Auth;

/// <summary>The 401 and 403 responses of <c>/api</c>: problem+json and WWW-Authenticate, never a redirect.</summary>
internal sealed partial class BearerErrorResponses(ILogger<BearerErrorResponses> logger)
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
            await ProblemResponse.WriteAsync(context, ToProblem(refusal, StatusCodes.Status503ServiceUnavailable));
            return;
        }

        context.Response.Headers.WWWAuthenticate = refusal.Code == TokenCodes.TokenMissing
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"";
        await ProblemResponse.WriteAsync(context, ToProblem(refusal, StatusCodes.Status401Unauthorized));
    }

    public Task ForbidAsync(ForbiddenContext context)
    {
        var problem = Refusal(context.HttpContext, TokenFacts.Read([.. context.HttpContext.User.Claims]));
        LogTokenRefused(context.Request.Path, problem.Code, problem.Access!.Failed[0]);
        context.Response.Headers.WWWAuthenticate = problem.Code == ProblemCodes.ScopeMissing
            ? $"Bearer error=\"insufficient_scope\", scope=\"{PortalPolicies.Scope}\""
            : "Bearer error=\"insufficient_scope\"";
        return ProblemResponse.WriteAsync(context.HttpContext, problem);
    }

    private static ApiProblem Refusal(HttpContext context, TokenFacts facts) =>
        IsForApplications(context) ? ReportRoleMissing(facts)
        : facts.Scopes.Contains(PortalPolicies.Scope, StringComparer.Ordinal) ? RoleMissing(facts)
        : ScopeMissing(facts);

    private static bool IsForApplications(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == PortalPolicies.Reports) is true;

    private static ApiProblem ReportRoleMissing(TokenFacts facts)
    {
        var isUser = facts.Kind != TokenKind.App || facts.Scopes.Count > 0;
        return new(
            isUser ? ProblemCodes.TokenKindWrong : ProblemCodes.RoleMissing,
            StatusCodes.Status403Forbidden,
            isUser ? "Only for applications without a user" : "App role missing",
            $"This endpoint requires an app-only token (idtyp app, no scp) with the app role {PortalPolicies.ReportRole}.",
            Access: new RefusedAccess(
                [new AccessDemand("app", [], [PortalPolicies.ReportRole])], Presented(facts), [isUser ? "token_kind" : "role"]));
    }

    private static ApiProblem ScopeMissing(TokenFacts facts) => new(
        ProblemCodes.ScopeMissing,
        StatusCodes.Status403Forbidden,
        "Scope missing",
        $"This endpoint requires a user's token with the delegated scope {PortalPolicies.Scope}.",
        Access: new RefusedAccess([new AccessDemand("user", [PortalPolicies.Scope], [])], Presented(facts), ["scope"]));

    private static ApiProblem RoleMissing(TokenFacts facts) => new(
        ProblemCodes.RoleMissing,
        StatusCodes.Status403Forbidden,
        "Only for administrators of the portal",
        $"This requires the app role {PortalPolicies.AdminRole} of the portal, which an administrator of the tenant can assign.",
        Access: new RefusedAccess(
            [new AccessDemand("user", [PortalPolicies.Scope], [PortalPolicies.AdminRole])], Presented(facts), ["role"]));

    private static PresentedAccess Presented(TokenFacts facts) =>
        new(facts.Kind == TokenKind.App ? "app" : "user", facts.Scopes, facts.Roles, facts.Audience);

    private static ApiProblem ToProblem(TokenRefusal refusal, int status) =>
        new(refusal.Code, status, refusal.Title, refusal.Detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token refused at {Path}: {Code} ({Check})")]
    private partial void LogTokenRefused(PathString path, string code, string check);
}
