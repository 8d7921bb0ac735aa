using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Changes;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>
/// Reads, previews and changes the role assignments of downstream APIs, for administrators. Graph also checks their
/// directory roles.
/// </summary>
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
        admin.MapGet("/roles/{api}/assignments", GetHolders)
            .WithSummary("The assignments of these roles to users, groups and applications.");
        admin.MapGet("/groups/{id}/members", GetMembers)
            .WithSummary("The direct members of a group, and the number of nested groups.");
        admin.MapGet("/principals", GetPrincipals).WithSummary("Users, groups or applications by name.");
        admin.MapPost("/roles/{api}/preview", Preview)
            .WithSummary("Previews the effects of a set of changes. Changes nothing.");
        admin.MapPost("/roles/{api}/changes", Change)
            .WithSummary("Applies previewed changes and returns the outcome of each.");
    }

    private static async Task<Results<Ok<ApiRoles>, NotFound>> GetRoles(
        string api, ClaimsPrincipal user, RoleResources resources, CancellationToken cancellationToken)
    {
        if (resources.Find(api) is not { } name)
            return TypedResults.NotFound();

        var found = await resources.ReadAsync(name, user, cancellationToken);
        var offered = (found.AppRoles ?? []).Select(AppRoles.Offered);
        return TypedResults.Ok(
            new ApiRoles(name, found.DisplayName ?? name, found.AppRoleAssignmentRequired, [.. offered]));
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

        var roleId = string.IsNullOrEmpty(role) ? null : GraphText.Id(role);
        var beginning = GraphText.SearchText(search);
        var found = await resources.ReadAsync(name, user, cancellationToken);
        return TypedResults.Ok(
            await roles.ReadHoldersAsync(found.Id, roleId, beginning, next, user, cancellationToken));
    }

    private static async Task<Ok<GroupMembers>> GetMembers(
        string id, string? next, ClaimsPrincipal user, GroupMembership groups, CancellationToken cancellationToken) =>
        TypedResults.Ok(await groups.ReadAsync(GraphText.Id(id), next, user, cancellationToken));

    private static async Task<Ok<Principals>> GetPrincipals(
        string kind,
        string? search,
        string? next,
        ClaimsPrincipal user,
        PrincipalSearch principals,
        CancellationToken cancellationToken) =>
        PrincipalKinds.All.Contains(kind)
            ? TypedResults.Ok(await principals.FindAsync(
                GraphPurpose.ReadRoles, kind, search, PageSize, next, user, cancellationToken))
            : throw GraphText.Invalid($"The kind must be one of {string.Join(", ", PrincipalKinds.All)}.");

    private static async Task<Results<Ok<RolePreview>, NotFound>> Preview(
        string api,
        HttpRequest request,
        ClaimsPrincipal user,
        RoleResources resources,
        RoleChanges changes,
        CancellationToken cancellationToken)
    {
        if (resources.Find(api) is not { } name)
            return TypedResults.NotFound();

        var set = await RoleChangeBody.ReadAsync(request, RoleChangeSet.MaxCount, cancellationToken);
        return TypedResults.Ok(await changes.PreviewAsync(name, set, user, cancellationToken));
    }

    private static async Task<Results<Ok<RoleOutcomes>, NotFound>> Change(
        string api,
        HttpRequest request,
        ClaimsPrincipal user,
        RoleResources resources,
        RoleChanges changes,
        ChangePipeline pipeline,
        CancellationToken cancellationToken)
    {
        if (resources.Find(api) is not { } name)
            return TypedResults.NotFound();

        var set = await RoleChangeBody.ReadAsync(request, RoleChangeSet.MaxApplied, cancellationToken);
        var steps = await changes.ReadAsync(name, set, user, cancellationToken);
        return TypedResults.Ok(
            new RoleOutcomes(await pipeline.ApplyAsync(changes, steps, set.Run, user, cancellationToken)));
    }
}
