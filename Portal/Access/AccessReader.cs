using AccessContract;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Access;

/// <summary>Holds the token that an API is called with against what the API publishes, view by view.</summary>
internal sealed class AccessReader(ContractStore contracts, OnBehalfOf onBehalfOf)
{
    /// <param name="fresh">By a token that the authority issues now, whatever is cached.</param>
    public async Task<ApiAccess> ReadAsync(string api, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        ApiContract contract;
        try
        {
            contract = await contracts.GetAsync(api, cancellationToken);
        }
        catch (ProblemException exception)
        {
            return new ApiAccess(api, api, StateOf(exception.Problem), [], [], [], exception.Problem.Traced(context));
        }

        try
        {
            var token = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(api, context.User, fresh, cancellationToken)).Claims);
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
        catch (ProblemException exception)
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

    /// <param name="has">Begins the sentence about what the token has, whoever's it is.</param>
    public static ViewAccess Judge(ContractView view, TokenFacts token, string api, string has = AccessForecast.YouHave)
    {
        var missing = AccessForecast.Missing(token, view.Requirements, api, has);
        return new ViewAccess(
            view.View.Name,
            view.View.Title,
            missing is null,
            missing,
            Judge(view.Row?.Requirements, token, api, has),
            Judge(view.Row?.ChangeRequirements, token, api, has));
    }

    private static ActionAccess? Judge(IReadOnlyList<AccessAlternative>? requirements, TokenFacts token, string api, string has)
    {
        if (requirements is null)
            return null;

        var missing = AccessForecast.Missing(token, requirements, api, has);
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
