using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
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
        var presented = new PresentedAccess(facts.Kind == TokenKind.App ? "app" : "user", facts.Scopes, facts.Roles, facts.Audience);
        var problem = IsForApplications(context.HttpContext) ? NoReporter(presented) : NoScope(presented);
        LogTokenRefused(context.Request.Path, problem.Code, problem.Access!.Failed[0]);
        context.Response.Headers.WWWAuthenticate = problem.Code == ProblemCodes.ScopeMissing
            ? $"Bearer error=\"insufficient_scope\", scope=\"{PortalPolicies.Scope}\""
            : "Bearer error=\"insufficient_scope\"";
        return ProblemAnswer.WriteAsync(context.HttpContext, problem);
    }

    private static bool IsForApplications(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == PortalPolicies.Reports) is true;

    private static ApiProblem NoScope(PresentedAccess presented) => new(
        ProblemCodes.ScopeMissing,
        StatusCodes.Status403Forbidden,
        "Scope missing",
        $"This needs a user's token with the delegated scope {PortalPolicies.Scope}.",
        Access: new RefusedAccess([new AccessDemand("user", [PortalPolicies.Scope], [])], presented, ["scope"]));

    private static ApiProblem NoReporter(PresentedAccess presented)
    {
        var isUser = presented.TokenKind != "app" || presented.Scopes.Count > 0;
        return new(
            isUser ? ProblemCodes.TokenKindWrong : ProblemCodes.RoleMissing,
            StatusCodes.Status403Forbidden,
            isUser ? "For applications without a user" : "App role missing",
            $"This needs an application's own token (idtyp app, no scp) with the app role {PortalPolicies.ReportRole}.",
            Access: new RefusedAccess(
                [new AccessDemand("app", [], [PortalPolicies.ReportRole])], presented, [isUser ? "token_kind" : "role"]));
    }

    private static ApiProblem ToProblem(TokenRefusal refusal, int status) =>
        new(refusal.Code, status, refusal.Title, refusal.Detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token refused at {Path}: {Code} ({Check})")]
    private partial void LogTokenRefused(PathString path, string code, string check);
}
