using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

/// <summary>Answers a valid token that lacks something (403): what the rule requires, what came, and what failed.</summary>
internal sealed partial class ForbiddenAnswer(IOptions<EntraOptions> entra, ILogger<ForbiddenAnswer> logger)
    : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _otherwise = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var denied = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<AccessDenied>().FirstOrDefault();
        return denied is null || !authorizeResult.Forbidden
            ? _otherwise.HandleAsync(next, context, policy, authorizeResult)
            : WriteAsync(context, denied);
    }

    private Task WriteAsync(HttpContext context, AccessDenied denied)
    {
        var code = AccessEvaluation.CodeOf(denied.Failures);
        var detail = AccessWords.Detail(Operation(context), denied.Rule, denied.Token, denied.Failures);
        WwwAuthenticate.Set(context, entra.Value, denied.Rule, WwwAuthenticate.InsufficientScope, detail);
        LogDenied(code, context.GetEndpoint()?.DisplayName);
        return context.WriteProblemAsync(new(code, AccessWords.Title(code), StatusCodes.Status403Forbidden, detail)
        {
            Required = denied.Rule.Alternatives,
            Presented = denied.Token,
            Failed = denied.Failures,
        });
    }

    private static string Operation(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            ? $"{context.Request.Method} /{route.Trim('/')}"
            : "This";

    [LoggerMessage(LogLevel.Information, "Access denied: {Code} at {Endpoint}")]
    private partial void LogDenied(string code, string? endpoint);
}
