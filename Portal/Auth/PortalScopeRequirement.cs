using Microsoft.AspNetCore.Authorization;

namespace Portal.Auth;

/// <summary>The token's <c>scp</c> must contain the portal's scope as a whole word, case-sensitively.</summary>
internal sealed class PortalScopeRequirement : AuthorizationHandler<PortalScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PortalScopeRequirement requirement)
    {
        var scopes = context.User.FindAll("scp").SelectMany(claim => claim.Value.Split(' '));
        if (scopes.Contains(PortalPolicies.Scope, StringComparer.Ordinal))
            context.Succeed(requirement);

        return Task.CompletedTask;
    }
}
