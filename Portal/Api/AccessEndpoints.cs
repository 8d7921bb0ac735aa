using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Auth.TokenCache;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Api;

/// <summary>How far the caller gets with each downstream API, and what stands in the way.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api) =>
        api.MapGet("/access", GetAccess).WithSummary("What the caller can do with each downstream API, and why not more.");

    private static async Task<Ok<AccessReport>> GetAccess(
        HttpContext context,
        DownstreamApis apis,
        ContractStore contracts,
        OnBehalfOf onBehalfOf,
        UserTokenCache cache,
        CancellationToken cancellationToken)
    {
        var reports = new List<ApiAccess>();
        foreach (var name in apis.Names)
            reports.Add(await ReadAsync(name, context, contracts, onBehalfOf, cancellationToken));

        // Who took consent back means it: a token that was issued before is not used up to its end.
        if (context.Request.AsksForFreshTokens() && reports.Exists(r => r.State == ApiAccessState.ConsentMissing))
            await cache.ForgetExchangesAsync(context.User);

        return TypedResults.Ok(new AccessReport(
            context.User.FindFirstValue("name") ?? context.User.FindFirstValue("preferred_username") ?? "",
            TokenFacts.Read([.. context.User.Claims]).Scopes,
            reports));
    }

    private static async Task<ApiAccess> ReadAsync(
        string api, HttpContext context, ContractStore contracts, OnBehalfOf onBehalfOf, CancellationToken cancellationToken)
    {
        ApiContract contract;
        try
        {
            contract = await contracts.GetAsync(api, cancellationToken);
        }
        catch (DownstreamException exception)
        {
            return new ApiAccess(api, api, StateOf(exception.Problem), [], [], [], exception.Problem.Traced(context));
        }

        try
        {
            var token = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(
                api, context.User, context.Request.AsksForFreshTokens(), cancellationToken)).Claims);
            var views = contract.Views.Select(view => Judge(view, token, api)).ToList();
            var opensAny = views.Count == 0 || views.Exists(view => view.Opens);
            return new ApiAccess(
                api,
                contract.Title,
                opensAny ? ApiAccessState.Granted : ApiAccessState.RoleMissing,
                token.Scopes,
                token.Roles,
                views);
        }
        catch (DownstreamException exception)
        {
            return new ApiAccess(
                api,
                contract.Title,
                StateOf(exception.Problem),
                [],
                [],
                [.. contract.Views.Select(view => new ViewAccess(view.View.Name, view.View.Title, Opens: false, exception.Problem.Title))],
                exception.Problem.Traced(context));
        }
    }

    private static ViewAccess Judge(ContractView view, TokenFacts token, string api)
    {
        var missing = AccessForecast.Missing(token, view.Requirements, api);
        return new ViewAccess(
            view.View.Name,
            view.View.Title,
            missing is null,
            missing,
            Judge(view.Row?.Requirements, token, api),
            Judge(view.Row?.ChangeRequirements, token, api));
    }

    private static ActionAccess? Judge(IReadOnlyList<Requirement>? requirements, TokenFacts token, string api)
    {
        if (requirements is null)
            return null;

        var missing = AccessForecast.Missing(token, requirements, api);
        return new ActionAccess(missing is null, missing);
    }

    private static string StateOf(ApiProblem problem) => problem.Code switch
    {
        ProblemCodes.ConsentRequired => ApiAccessState.ConsentMissing,
        ProblemCodes.AuthorityUnavailable or ProblemCodes.DownstreamUnavailable or ProblemCodes.DownstreamTimeout =>
            ApiAccessState.Unreachable,
        _ => ApiAccessState.Refused,
    };
}
