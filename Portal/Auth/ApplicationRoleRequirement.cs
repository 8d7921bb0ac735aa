using Microsoft.AspNetCore.Authorization;

namespace Portal.Auth;

/// <summary>
/// An app-only token with this role. Users have roles too, and only idtyp distinguishes the two; a token with a scope is
/// a user's, whatever its other claims.
/// </summary>
internal sealed class ApplicationRoleRequirement(string role) : AuthorizationHandler<ApplicationRoleRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApplicationRoleRequirement requirement)
    {
        var user = context.User;
        if (user.FindAll("idtyp").Select(c => c.Value).ToList() is ["app"]
            && !user.HasClaim(c => c.Type == "scp")
            && user.HasClaim("roles", requirement.Role))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private string Role { get; } = role;
}
