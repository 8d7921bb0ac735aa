using Microsoft.AspNetCore.Authorization;

namespace Portal.Auth;

/// <summary>The token's <c>scp</c> must hold the portal's scope as a whole word, in exactly this case.</summary>
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
