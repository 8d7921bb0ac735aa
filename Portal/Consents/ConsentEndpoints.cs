using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Who gave the consents of the caller, read from the directory.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder api) =>
        api.MapGet("/consents/{api}/sources", GetSources)
            .WithSummary("Who consented to the portal calling a downstream API on behalf of the caller: the caller, an administrator, "
                + "or the API's registration.");

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
        foreach (var group in onBehalfOf.Scopes(name).GroupBy(s => ScopeName.Parse(s).Resource))
        {
            var resource = Guid.TryParse(group.Key, out var id) ? id : throw NotAClientId(name, group.Key);
            var scopes = group.ToList();
            var origins = await sources.FindAsync(
                Guid.Parse(azureAd.Value.ClientId!),
                resource,
                [.. scopes.Select(s => ScopeName.Parse(s).Name)],
                context.User,
                cancellationToken);
            found.AddRange(scopes.Zip(origins, (scope, origin) => new ScopeSource(scope, origin)));
        }

        return TypedResults.Ok(new ConsentSourceReport(name, found));
    }

    private static ProblemException NotAClientId(string api, string resource) => new(new ApiProblem(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        $"{api} cannot be looked up in the directory",
        $"The settings identify the API as “{resource}”, but the lookup needs its client ID: write DownstreamApis:{api}:Scopes "
            + "as {client id}/{scope}.",
        Api: api));
}
