using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.AdminSetup;

namespace Portal.AdminSetup;

/// <summary>What the administrators' pages need consent for, and what is missing.</summary>
internal static class AdminSetupEndpoints
{
    public static void AddAdminSetup(this IServiceCollection services) => services.AddSingleton<GrantedPermissions>();

    public static void MapAdminSetup(this IEndpointRouteBuilder api) =>
        api.MapGet("/admin/setup", GetSetup)
            .WithSummary("The tasks of administrators, the permissions of Microsoft Graph that each needs, and which of them are granted.");

    private static async Task<Ok<AdminSetupReport>> GetSetup(
        bool? fresh,
        ClaimsPrincipal user,
        GrantedPermissions granted,
        IAuthorizationHeaderProvider headers,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(AdminTasks.Report(await granted.ReadAsync(headers, user, fresh is true, cancellationToken)));
}
