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
        if (contract.Options.RevokedAt?.Invoke(token) is { } since)
        {
            context.Fail(new AccessDenied(this, rule, token, [CheckNames.Revocation]) { RevokedAt = since });
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

/// <summary>Has the evaluation: after Fail the framework does not say which requirement failed.</summary>
internal sealed class AccessDenied(
    IAuthorizationHandler handler,
    AccessRule rule,
    TokenFacts token,
    IReadOnlyList<string> failed) : AuthorizationFailureReason(handler, failed[0])
{
    public AccessRule Rule => rule;

    public TokenFacts Token => token;

    public IReadOnlyList<string> Failed => failed;

    /// <summary>Null if something else failed.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
