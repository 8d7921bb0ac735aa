using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Portal.Access;
using Portal.Auth;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>How <c>/api</c> itself refuses: problem+json and WWW-Authenticate, never a redirect.</summary>
internal sealed partial class ApiRefusals(ILogger<ApiRefusals> logger)
{
    public Task ChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var problem = Explain(context.AuthenticateFailure);
        LogTokenRefused(context.Request.Path, problem.Code);
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{problem.Title}\"";
        return ProblemAnswer.WriteAsync(context.HttpContext, problem);
    }

    public Task ForbidAsync(ForbiddenContext context)
    {
        var facts = TokenFacts.Read([.. context.HttpContext.User.Claims]);
        LogTokenRefused(context.Request.Path, ProblemCodes.ScopeMissing);
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

    private static ApiProblem Explain(Exception? failure) => failure switch
    {
        null => Unauthorized(ProblemCodes.TokenMissing, "Token missing", "Send an access token for the portal as a bearer token."),
        SecurityTokenExpiredException => Unauthorized(ProblemCodes.TokenExpired, "Token expired", "Ask for a new one and repeat the call."),
        SecurityTokenInvalidAudienceException => Unauthorized(
            ProblemCodes.AudienceWrong, "Token audience wrong", "It was issued for another API; this one takes tokens for the portal only."),
        _ => Unauthorized(ProblemCodes.TokenInvalid, "Token invalid", "It could not be validated."),
    };

    private static ApiProblem Unauthorized(string code, string title, string detail) =>
        new(code, StatusCodes.Status401Unauthorized, title, detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token refused at {Path}: {Code}")]
    private partial void LogTokenRefused(PathString path, string code);
}
