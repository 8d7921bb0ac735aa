using AccessContract;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Access;

/// <summary>Compares the caller's token for an API with the requirements of each of its views.</summary>
internal sealed class AccessReader(ContractStore contracts, OnBehalfOf onBehalfOf)
{
    /// <param name="fresh">Uses a newly issued token instead of a cached one.</param>
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
            var views = contract.Views.Select(view => Evaluate(view, token, api)).ToList();
            var isAnyAllowed = views.Count == 0 || views.Exists(view => view.IsAllowed);
            return new ApiAccess(
                api,
                contract.Title,
                isAnyAllowed ? ApiAccessState.Granted : ApiAccessState.RoleMissing,
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
                [.. contract.Views.Select(view => new ViewAccess(view.View.Name, view.View.Title, IsAllowed: false, exception.Problem.Title))],
                exception.Problem.Traced(context));
        }
    }

    /// <param name="has">As in <see cref="AccessForecast.Missing"/>.</param>
    public static ViewAccess Evaluate(ContractView view, TokenFacts token, string api, string has = AccessForecast.YouHave)
    {
        var missing = AccessForecast.Missing(token, view.Requirements, api, has);
        return new ViewAccess(
            view.View.Name,
            view.View.Title,
            missing is null,
            missing,
            Evaluate(view.Row?.Requirements, token, api, has),
            Evaluate(view.Row?.ChangeRequirements, token, api, has));
    }

    private static ActionAccess? Evaluate(IReadOnlyList<AccessAlternative>? requirements, TokenFacts token, string api, string has)
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
