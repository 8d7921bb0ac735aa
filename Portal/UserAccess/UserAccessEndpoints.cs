using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Roles;
using Portal.Contracts.UserAccess;
using Portal.Graph;

namespace Portal.UserAccess;

/// <summary>
/// Users and the roles in their next tokens, for administrators, whose directory roles Graph checks too; and the caller's own
/// groups, for everyone.
/// </summary>
internal static class UserAccessEndpoints
{
    private const int PageSize = 10;

    public static void AddUserAccess(this IServiceCollection services)
    {
        services.AddScoped<AccessLookup>();
        services.AddScoped<UserForecasts>();
        services.AddScoped<OwnGroups>();
    }

    public static void MapUserAccess(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/admin/people");
        people.MapGet("/", Find).WithSummary("Users in the directory by the beginning of a name, one page at a time.");
        people.MapGet("/{id}/access", GetAccess)
            .WithSummary("The roles in a user's next token for each downstream API, why, and what they allow.");
    }

    public static void MapOwnGroups(this IEndpointRouteBuilder api) => api.MapGet("/access/groups", GetOwnGroups)
        .WithSummary("The groups that the caller is in only through another group, which therefore give no role.");

    private static async Task<Ok<OwnGroupReport>> GetOwnGroups(
        ClaimsPrincipal user, OwnGroups groups, CancellationToken cancellationToken) =>
        TypedResults.Ok(await groups.ReadAsync(user, cancellationToken));

    private static async Task<Ok<UserPage>> Find(
        string? search, string? next, ClaimsPrincipal user, PrincipalSearch principals, CancellationToken cancellationToken)
    {
        var found = await principals.FindAsync(
            GraphPurpose.ReadDirectory, PrincipalKinds.User, search, PageSize, next, user, cancellationToken);
        return TypedResults.Ok(new UserPage(
            [.. found.Found.Select(p => new UserSummary(p.Id, p.Name, p.Detail ?? ""))], found.Next, found.Total));
    }

    private static async Task<Ok<UserAccessReport>> GetAccess(
        string id, HttpContext context, UserForecasts forecasts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await forecasts.ReadAsync(Guid.Parse(GraphText.Id(id)), context, cancellationToken));
}
