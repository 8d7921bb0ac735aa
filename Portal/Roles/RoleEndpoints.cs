using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Changes;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>Reads and changes the role assignments of downstream APIs, for administrators. Graph checks their directory roles too.</summary>
internal static class RoleEndpoints
{
    private const int PageSize = 20;

    public static void AddRoles(this IServiceCollection services)
    {
        services.AddScoped<RoleResources>();
        services.AddScoped<RoleFactsReader>();
        services.AddScoped<GroupMembership>();
        services.AddScoped<GroupSizes>();
        services.AddScoped<RoleChanges>();
    }

    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin");
        admin.MapGet("/roles/{api}", GetRoles).WithSummary("The app roles of a downstream API.");
        admin.MapGet("/roles/{api}/assignments", GetHolders).WithSummary("The assignments of these roles to users, groups and applications.");
        admin.MapGet("/groups/{id}/members", GetMembers).WithSummary("The direct members of a group, and the number of nested groups.");
        admin.MapGet("/principals", GetPrincipals).WithSummary("Users, groups or applications by name.");
        admin.MapPost("/roles/{api}/preview", Preview).WithSummary("Previews the effects of a set of changes. Changes nothing.");
        admin.MapPost("/roles/{api}/changes", Change).WithSummary("Applies previewed changes and returns the outcome of each.");
    }

    private static async Task<Results<Ok<ApiRoles>, NotFound>> GetRoles(
        string api, ClaimsPrincipal user, RoleResources resources, CancellationToken cancellationToken)
    {
        if (resources.Find(api) is not { } name)
            return TypedResults.NotFound();

        var found = await resources.ReadAsync(name, user, cancellationToken);
        return TypedResults.Ok(new ApiRoles(
            name, found.DisplayName ?? name, found.AppRoleAssignmentRequired, [.. (found.AppRoles ?? []).Select(AppRoles.Offered)]));
    }

    private static async Task<Results<Ok<RoleHolders>, NotFound>> GetHolders(
        string api,
        string? role,
        string? search,
        string? next,
        ClaimsPrincipal user,
        RoleResources resources,
        AppRoles roles,
        CancellationToken cancellationToken)
    {
        if (resources.Find(api) is not { } name)
            return TypedResults.NotFound();

        var (roleId, searchText) = (string.IsNullOrEmpty(role) ? null : GraphText.Id(role), GraphText.SearchText(search));
        var found = await resources.ReadAsync(name, user, cancellationToken);
        return TypedResults.Ok(await roles.ReadHoldersAsync(found.Id, roleId, searchText, next, user, cancellationToken));
    }

    private static async Task<Ok<GroupMembers>> GetMembers(
        string id, string? next, ClaimsPrincipal user, GroupMembership groups, CancellationToken cancellationToken) =>
        TypedResults.Ok(await groups.ReadAsync(GraphText.Id(id), next, user, cancellationToken));

    private static async Task<Ok<Principals>> GetPrincipals(
        string kind, string? search, string? next, ClaimsPrincipal user, PrincipalSearch principals, CancellationToken cancellationToken) =>
        PrincipalKinds.All.Contains(kind)
            ? TypedResults.Ok(await principals.FindAsync(
                GraphPurpose.ReadRoles, kind, search, PageSize, next, user, cancellationToken))
            : throw GraphText.Invalid($"The kind must be one of {string.Join(", ", PrincipalKinds.All)}.");

    private static Task<Results<Ok<RolePreview>, NotFound>> Preview(
        [AsParameters] RoleSetRequest request, RoleChanges changes, CancellationToken cancellationToken) =>
        request.HandleAsync(RoleChangeSet.MaxCount, changes.PreviewAsync, cancellationToken);

    private static Task<Results<Ok<RoleOutcomes>, NotFound>> Change(
        [AsParameters] RoleSetRequest request, RoleChanges changes, ChangePipeline pipeline, CancellationToken cancellationToken) =>
        request.HandleAsync(
            RoleChangeSet.MaxConcurrent,
            async (api, set, user, cancellation) =>
            {
                var steps = await changes.ReadAsync(api, set, user, cancellation);
                return new RoleOutcomes(await pipeline.ApplyAsync(changes, steps, set.Run, user, cancellation));
            },
            cancellationToken);
}
