using AccessContract.AspNetCore.Bearer;
using Microsoft.AspNetCore.Authorization;

namespace AccessContract.AspNetCore;

/// <summary>Enforces <see cref="AccessRule"/> on a validated token.</summary>
internal sealed class AccessHandler(EnforcedContract contract) : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        // Without a validated token the requirement stays unmet, which leads to a challenge (401).
        if ((context.Resource as HttpContext)?.Features.Get<ValidatedToken>() is not { Facts: var token })
            return Task.CompletedTask;

        var rule = contract.Effective(requirement);
        if (contract.Options.RevokedAt?.Invoke(token) is { } revokedAt)
        {
            context.Fail(new AccessDenied(this, rule, token, [CheckNames.Revocation]) { RevokedAt = revokedAt });
            return Task.CompletedTask;
        }

        var evaluation = AccessEvaluation.Of(token, rule.Alternatives);
        if (evaluation.IsAllowed)
            context.Succeed(requirement);
        else
            context.Fail(new AccessDenied(this, rule, token, evaluation.Failed));

        return Task.CompletedTask;
    }
}

/// <summary>Passes the reason to the response: the framework only reports that authorization failed.</summary>
internal sealed class AccessDenied(
    IAuthorizationHandler handler,
    AccessRule rule,
    TokenFacts token,
    IReadOnlyList<string> failed) : AuthorizationFailureReason(handler, failed[0])
{
    public AccessRule Rule => rule;

    public TokenFacts Token => token;

    public IReadOnlyList<string> Failed => failed;

    /// <summary>When the sign-in was revoked; null if access was denied for another reason.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
