using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth;
using Portal.Contracts.Roles;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>Who holds the roles of the downstream APIs, for administrators; the directory then asks what they may do there.</summary>
internal static class RoleEndpoints
{
    private const int PageSize = 20;

    public static void AddRoles(this IServiceCollection services)
    {
        services.AddScoped<RoleResources>();
        services.AddScoped<RoleFactsReader>();
        services.AddScoped<GroupMembership>();
        services.AddScoped<GroupSizes>();
        services.AddScoped<RoleChangePreview>();
        services.AddScoped<RoleChanges>();
        services.AddScoped<RoleChangeRun>();
    }

    public static void MapRoles(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(PortalPolicies.Admin);
        admin.MapGet("/roles/{api}", GetRoles).WithSummary("The app roles of a downstream API.");
        admin.MapGet("/roles/{api}/assignments", GetHolders).WithSummary("Who holds them: users, groups and applications.");
        admin.MapGet("/groups/{id}/members", GetMembers).WithSummary("The direct members of a group, and how many groups are in it.");
        admin.MapGet("/principals", GetPrincipals).WithSummary("Users, groups or applications, found by name.");
        admin.MapPost("/roles/{api}/preview", Preview).WithSummary("What a set of changes would do for whom. Changes nothing.");
        admin.MapPost("/roles/{api}/changes", Change).WithSummary("Makes changes that a dry run has seen, each with its outcome.");
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

        var (sought, words) = (string.IsNullOrEmpty(role) ? null : GraphText.Id(role), GraphText.Words(search));
        var found = await resources.ReadAsync(name, user, cancellationToken);
        return TypedResults.Ok(await roles.ReadHoldersAsync(found.Id, sought, words, next, user, cancellationToken));
    }

    private static async Task<Ok<GroupMembers>> GetMembers(
        string id, string? next, ClaimsPrincipal user, GroupMembership groups, CancellationToken cancellationToken) =>
        TypedResults.Ok(await groups.ReadAsync(GraphText.Id(id), next, user, cancellationToken));

    private static async Task<Ok<Principals>> GetPrincipals(
        string kind, string? search, string? next, ClaimsPrincipal user, PrincipalSearch principals, CancellationToken cancellationToken) =>
        PrincipalKinds.All.Contains(kind)
            ? TypedResults.Ok(await principals.FindAsync(
                GraphPurpose.ReadRoles, kind, search, PageSize, next, user, cancellationToken))
            : throw GraphText.Invalid($"A kind is one of {string.Join(", ", PrincipalKinds.All)}.");

    private static Task<Results<Ok<RolePreview>, NotFound>> Preview(
        [AsParameters] RoleSetRequest set, RoleChangePreview dryRun, CancellationToken cancellationToken) =>
        set.AnswerAsync(RoleChangeSet.MaxCount, dryRun.RunAsync, cancellationToken);

    private static Task<Results<Ok<RoleOutcomes>, NotFound>> Change(
        [AsParameters] RoleSetRequest set, RoleChangeRun run, CancellationToken cancellationToken) =>
        set.AnswerAsync(RoleChangeSet.MaxConcurrent, run.RunAsync, cancellationToken);
}
