using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace AccessContract.AspNetCore;

/// <summary>
/// The response to a valid token that does not satisfy the access rule: what the rule requires, what the token has, and
/// which checks failed. 403, or 401 with a claims challenge if a newer or stronger sign-in is enough.
/// </summary>
internal sealed partial class ForbiddenResponse(EnforcedContract contract, ILogger<ForbiddenResponse> logger)
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
        var code = RefusalCodes.Of(denied.Failed[0]);
        var detail = RefusalText.Detail(Operation(context), denied.Rule, denied.Token, denied.Failed[0]);
        var challenge = code == RefusalCodes.InsufficientClaims ? Challenge(denied) : null;
        var error = challenge is null ? WwwAuthenticate.InsufficientScope : WwwAuthenticate.InsufficientClaims;
        context.Response.StatusCode = challenge is null ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        WwwAuthenticate.Set(context, contract.Options, denied.Rule, error, detail, challenge);
        LogDenied(code, context.GetEndpoint()?.DisplayName);
        return contract.Options.WriteProblem(context, new(code, RefusalCodes.Title(code), context.Response.StatusCode, detail)
        {
            Required = denied.Rule.Alternatives,
            Presented = denied.Token,
            Failed = denied.Failed,
        });
    }

    private static JsonObject Challenge(AccessDenied denied)
    {
        var contexts = denied.Rule.Alternatives.FirstOrDefault(a => a.TokenKind == denied.Token.TokenKind)?.Contexts ?? [];
        var (claim, demand) = denied.RevokedAt is { } since
            ? ("nbf", Essential("value", $"{since.ToUnixTimeSeconds()}"))
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
