using Microsoft.AspNetCore.Authorization;

namespace AppB.Sample.Access;

/// <summary>Enforces <see cref="AccessRule"/> on a validated token.</summary>
internal sealed class AccessHandler(Revocations revocations) : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        // Without a validated token the requirement stays unmet, which leads to a challenge (401).
        if (context.User.Identity is not { IsAuthenticated: true })
            return Task.CompletedTask;

        var token = PresentedToken.From(context.User.Claims);
        if (revocations.RevokedAt(token) is { } since)
        {
            context.Fail(new AccessDenied(this, requirement, token, [AccessEvaluation.RevocationCheck]) { RevokedAt = since });
            return Task.CompletedTask;
        }

        var failures = AccessEvaluation.Failures(requirement, token);
        if (failures.Count == 0)
            context.Succeed(requirement);
        else
            context.Fail(new AccessDenied(this, requirement, token, failures));

        return Task.CompletedTask;
    }
}

/// <summary>Carries the evaluation: after Fail the framework does not say which requirement failed.</summary>
internal sealed class AccessDenied(
    IAuthorizationHandler handler,
    AccessRule rule,
    PresentedToken token,
    IReadOnlyList<string> failures) : AuthorizationFailureReason(handler, AccessEvaluation.CodeOf(failures))
{
    public AccessRule Rule => rule;

    public PresentedToken Token => token;

    public IReadOnlyList<string> Failures => failures;

    /// <summary>Unix time in seconds; null if something else failed.</summary>
    public long? RevokedAt { get; init; }
}
