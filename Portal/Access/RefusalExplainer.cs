using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Access;

/// <summary>Adds to an API's refusal the whole list of its validations, and where the caller's token stops.</summary>
internal sealed class RefusalExplainer(TokenInspector inspector)
{
    /// <param name="route">The route values of the request that was refused.</param>
    public async Task<ApiProblem> AddAsync(ApiProblem problem, RouteValueDictionary? route, HttpContext context)
    {
        if (problem is not { Access: { Failed: [var failed, ..] } access, Api: { } api } || route?["view"] is not string view)
            return problem;

        try
        {
            var operation = PublishedOperations.Name(view, route.ContainsKey("key"), context.Request.Method);
            var verdict = await inspector.JudgeOwnAsync(api, operation, context.User, context.RequestAborted);

            // The API decides. Where our reading of its rules does not find what it found, only its own words count.
            return verdict?.Failed == failed ? problem with { Access = access with { Verdict = verdict } } : problem;
        }
        catch (ProblemException)
        {
            return problem;
        }
    }
}
