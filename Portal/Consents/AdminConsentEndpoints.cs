using System.Net.Mime;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Portal.Audit;
using Portal.Auth;
using Portal.Changes;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Lists, previews and changes the tenant's delegated consents, for administrators.</summary>
internal static class AdminConsentEndpoints
{
    private const int MaxPeople = 10;
    private const int MaxBodyBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    public static void AddConsents(this IServiceCollection services)
    {
        services.AddScoped<ConsentSources>();
        services.AddScoped<ConsentDirectory>();
        services.AddScoped<ConsentReader>();
        services.AddScoped<ConsentEffects>();
        services.AddScoped<ConsentChanges>();
    }

    public static void MapAdminConsents(this IEndpointRouteBuilder api)
    {
        var consents = api.MapGroup("/admin/consents");
        consents.MapGet("", GetConsents).WithSummary("Consents by client, API and user, one page at a time.");
        consents.MapGet("/people", FindPeople)
            .WithSummary("Users by the beginning of a word of their name or user name.");
        consents.MapPost("/preview", Preview)
            .Accepts<ConsentChangeSet>(MediaTypeNames.Application.Json)
            .WithSummary("What changing consents would affect and for whom. Changes nothing.");
        consents.MapPost("/changes", Change)
            .Accepts<ConsentChangeSet>(MediaTypeNames.Application.Json)
            .WithSummary("Changes consents, each only if it still has the scopes that the preview showed.");
    }

    private static async Task<Ok<ConsentList>> GetConsents(
        [AsParameters] ConsentQuery query,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentReader reader,
        AuditLog audit,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        query.Check();
        var context = await directory.ReadContextAsync(PortalOf(azureAd), user, cancellationToken);
        var list = await reader.ReadAsync(context, query.ToFilter(context), user, cancellationToken);
        var history = list.Consents.Count > 0 ? await audit.FindHistoryAsync(cancellationToken) : null;
        return TypedResults.Ok(history is null ? list : list with { Consents = [.. list.Consents.Select(c => c.WithChange(history))] });
    }

    private static ConsentEntry WithChange(this ConsentEntry consent, UndoHistory history) =>
        history.LatestOf(AuditChange.SubjectOfConsent(consent.Client.Id, consent.Resource.Id, consent.Principal?.Id)) is { } latest
            ? consent with { Changed = new ConsentChanged(latest.At, latest.ActorName) }
            : consent;

    private static async Task<Ok<ConsentUsers>> FindPeople(
        string search, ClaimsPrincipal user, PrincipalSearch principals, CancellationToken cancellationToken)
    {
        var found = await principals.FindAsync(
            GraphPurpose.ReadConsents,
            PrincipalKinds.User,
            ConsentQuery.CheckSearch(search),
            MaxPeople,
            next: null,
            user,
            cancellationToken);
        return TypedResults.Ok(new ConsentUsers([.. found.Found.Select(p => p.Party())]));
    }

    private static async Task<Ok<ConsentPreview>> Preview(
        HttpRequest request,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentChanges changes,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        var set = await ReadAsync(request, cancellationToken);
        ConsentQuery.CheckShape(set);
        var context = await directory.ReadContextAsync(PortalOf(azureAd), user, cancellationToken);
        ConsentQuery.CheckReach(set, context);
        return TypedResults.Ok(await changes.PreviewAsync(context, set, user, cancellationToken));
    }

    private static async Task<Ok<ConsentOutcomes>> Change(
        HttpRequest request,
        ClaimsPrincipal user,
        ConsentDirectory directory,
        ConsentChanges changes,
        ChangePipeline pipeline,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        var set = await ReadAsync(request, cancellationToken);
        ConsentQuery.CheckShape(set, complete: true);
        var context = await directory.ReadContextAsync(PortalOf(azureAd), user, cancellationToken);
        ConsentQuery.CheckReach(set, context);
        var steps = await changes.ReadAsync(context, set, user, cancellationToken);
        return TypedResults.Ok(new ConsentOutcomes(
            await pipeline.ApplyAsync(changes, steps, run: null, user, cancellationToken)));
    }

    private static Task<ConsentChangeSet> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        JsonBody.ReadAsync<ConsentChangeSet>(request, MaxBodyBytes, "The request could not be read", Json, cancellationToken);

    private static Guid PortalOf(IOptions<AzureAdSettings> azureAd) => Guid.Parse(azureAd.Value.ClientId!);
}
