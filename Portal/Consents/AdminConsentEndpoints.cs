using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>The tenant's delegated consents, for administrators: listed, and changed after a dry run.</summary>
internal static class AdminConsentEndpoints
{
    private const int MaxPeople = 10;
    private const int MaxBodyBytes = 64 * 1024;

    public static void AddConsents(this IServiceCollection services)
    {
        services.AddScoped<ConsentSources>();
        services.AddScoped<ConsentDirectory>();
        services.AddScoped<ConsentReader>();
        services.AddScoped<ConsentEffects>();
        services.AddScoped<ConsentChanger>();
        services.AddScoped<ConsentAuditor>();
    }

    public static void MapAdminConsents(this IEndpointRouteBuilder api)
    {
        var consents = api.MapGroup("/admin/consents");
        consents.MapGet("", GetGrants).WithSummary("Who allowed which app to call which API, page by page.");
        consents.MapGet("/people", FindPeople).WithSummary("People whose name or user name has a word that begins so.");
        consents.MapPost("/preview", Preview)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .WithSummary("What changing consents would break and for whom. Changes nothing.");
        consents.MapPost("/changes", Change)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .WithSummary("Changes consents, each only if it still has the scopes that it was shown with.");
    }

    private static async Task<Ok<ConsentList>> GetGrants(
        [AsParameters] ConsentQuery query,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentReader reader,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        query.Check();
        var world = await directory.ReadWorldAsync(PortalOf(azureAd), user, cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(world, query.For(world), user, cancellationToken));
    }

    private static async Task<Ok<ConsentUsers>> FindPeople(
        string search, ClaimsPrincipal user, PrincipalSearch principals, CancellationToken cancellationToken)
    {
        var found = await principals.FindAsync(
            GraphPurpose.ReadConsents, PrincipalKinds.User, ConsentQuery.CheckSearch(search), MaxPeople, next: null, user, cancellationToken);
        return TypedResults.Ok(new ConsentUsers([.. found.Found.Select(p => p.Party())]));
    }

    private static async Task<Ok<ConsentChangeReport>> Preview(
        ConsentChangeSet asked,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentChanger changes,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        ConsentQuery.CheckShape(asked);
        var world = await directory.ReadWorldAsync(PortalOf(azureAd), user, cancellationToken);
        return TypedResults.Ok(await changes.PreviewAsync(world, ConsentQuery.CheckReach(asked, world), user, cancellationToken));
    }

    private static async Task<Ok<ConsentChangeReport>> Change(
        ConsentChangeSet asked,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentChanger changes,
        IOptions<AzureAdSettings> azureAd,
        ConsentAuditor trail,
        CancellationToken cancellationToken)
    {
        ConsentQuery.CheckShape(asked, complete: true);
        var world = await directory.ReadWorldAsync(PortalOf(azureAd), user, cancellationToken);
        var steps = ConsentQuery.CheckReach(asked, world);
        var run = await trail.IntendAsync(asked, user, cancellationToken);
        try
        {
            // Begun is finished: a page that is closed in between must not leave a change without its outcome.
            var report = await changes.ApplyAsync(world, steps, user, CancellationToken.None);
            await trail.ConcludeAsync(run, report, user);
            return TypedResults.Ok(report);
        }
        catch (ProblemException exception)
        {
            await trail.BreakOffAsync(run, asked, exception.Problem, user);
            throw;
        }
    }

    private static Guid PortalOf(IOptions<AzureAdSettings> azureAd) => Guid.Parse(azureAd.Value.ClientId!);
}
