using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Where consents come from, which only the directory knows.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder api) =>
        api.MapGet("/consents/{api}/sources", GetSources)
            .WithSummary("Who allowed the portal to call a downstream API for the caller: the caller, an administrator, or the API itself.");

    private static async Task<Results<Ok<ConsentSourceReport>, NotFound>> GetSources(
        string api,
        HttpContext context,
        DownstreamApis apis,
        OnBehalfOf onBehalfOf,
        ConsentSources sources,
        IOptions<AzureAdSettings> azureAd,
        CancellationToken cancellationToken)
    {
        if (apis.Find(api) is not { } name)
            return TypedResults.NotFound();

        var found = new List<ScopeSource>();
        foreach (var ofOne in onBehalfOf.Scopes(name).GroupBy(s => ScopeName.Parse(s).Resource))
        {
            var resource = Guid.TryParse(ofOne.Key, out var id) ? id : throw NotById(name, ofOne.Key);
            var scopes = ofOne.ToList();
            var places = await sources.FindAsync(
                Guid.Parse(azureAd.Value.ClientId!), resource, [.. scopes.Select(s => ScopeName.Parse(s).Name)], context.User, cancellationToken);
            found.AddRange(scopes.Zip(places, (scope, place) => new ScopeSource(scope, place)));
        }

        return TypedResults.Ok(new ConsentSourceReport(name, found));
    }

    private static ProblemException NotById(string api, string resource) => new(new ApiProblem(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        "It cannot be looked up",
        $"Settings name the API as “{resource}”. The directory is asked by client id: write DownstreamApis:{api}:Scopes as {{client id}}/{{scope}}.",
        Api: api));
}
