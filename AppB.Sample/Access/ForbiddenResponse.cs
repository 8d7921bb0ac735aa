using System.Text.Json;
using System.Text.Json.Nodes;
using AppB.Sample.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;

namespace AppB.Sample.Access;

/// <summary>
/// The response to a valid token that does not satisfy the access rule: what the rule requires, what the token has, and
/// which checks failed. 403, or 401 with a claims challenge if a newer or stronger sign-in is enough.
/// </summary>
internal sealed partial class ForbiddenResponse(IOptions<EntraOptions> entra, ILogger<ForbiddenResponse> logger)
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
        var detail = AccessText.Detail(Operation(context), denied.Rule, denied.Token, denied.Failures);
        var challenge = code == ProblemCodes.InsufficientClaims ? Challenge(denied) : null;
        var error = challenge is null ? WwwAuthenticate.InsufficientScope : WwwAuthenticate.InsufficientClaims;
        var status = challenge is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        WwwAuthenticate.Set(context, entra.Value, denied.Rule, error, detail, challenge);
        LogDenied(code, context.GetEndpoint()?.DisplayName);
        return context.WriteProblemAsync(new(code, AccessText.Title(code), status, detail)
        {
            Required = denied.Rule.Alternatives,
            Presented = denied.Token,
            Failed = denied.Failures,
        });
    }

    private static JsonObject Challenge(AccessDenied denied)
    {
        var contexts = denied.Rule.Alternatives.FirstOrDefault(a => a.TokenKind == denied.Token.TokenKind)?.Contexts ?? [];
        var (claim, demand) = denied.RevokedAt is { } since
            ? ("nbf", Essential("value", $"{since}"))
            : ("acrs", contexts is [var one] ? Essential("value", one) : Essential("values", JsonSerializer.SerializeToNode(contexts)!));
        return new JsonObject { ["access_token"] = new JsonObject { [claim] = demand } };
    }

    private static JsonObject Essential(string member, JsonNode value) => new() { ["essential"] = true, [member] = value };

    private static string Operation(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            ? $"{context.Request.Method} /{route.Trim('/')}"
            : "This";

    [LoggerMessage(LogLevel.Information, "Access denied: {Code} at {Endpoint}")]
    private partial void LogDenied(string code, string? endpoint);
}
