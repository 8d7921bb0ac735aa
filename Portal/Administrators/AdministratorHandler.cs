using System.Security.Claims;
using AccessContract.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Administrators;

/// <summary>
/// Checks every request whose access rule requires the administrators' role, so that no endpoint has to do it. A request
/// that is refused fails with a problem that says why.
/// </summary>
internal sealed class AdministratorHandler : AuthorizationHandler<AccessRule>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRule requirement)
    {
        if (!IsForAdministrators(requirement) || context.HasFailed || !AdministratorCheck.IsInToken(context.User))
            return Task.CompletedTask;
        if (context.Resource is HttpContext http)
            return CheckAsync(http, context.User);

        // Without a request nothing can be checked, so the role in the token must not suffice.
        context.Fail(new AuthorizationFailureReason(this, "The administrators' role can only be checked for an HTTP request."));
        return Task.CompletedTask;
    }

    private static async Task CheckAsync(HttpContext http, ClaimsPrincipal user)
    {
        var method = http.Request.Method;
        var isReading = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        var maxAge = isReading ? AdministratorCheck.ForReading : AdministratorCheck.ForChanges;
        try
        {
            await http.RequestServices.GetRequiredService<AdministratorCheck>().DemandAsync(user, maxAge, http.RequestAborted);
        }
        catch (ProblemException exception) when (
            exception.Problem.Code != ProblemCodes.RoleMissing
            && http.GetEndpoint()?.Metadata.GetMetadata<AllowedUnchecked>() is not null)
        {
            // The endpoint reports this failure itself.
        }
    }

    private static bool IsForAdministrators(AccessRule rule)
    {
        foreach (var alternative in rule.Alternatives)
        {
            if (alternative.Roles.Contains(PortalPolicies.AdminRole))
                return true;
        }

        return false;
    }
}

/// <summary>
/// Marks an endpoint for administrators that must also work while the identity provider does not: if the role cannot be
/// checked, the one in the caller's token suffices. Only for endpoints that change nothing and return no personal data.
/// </summary>
internal sealed class AllowedUnchecked;
