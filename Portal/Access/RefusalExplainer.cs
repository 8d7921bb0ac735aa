using System.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Problems;
using Portal.Tracing;

namespace Portal.Access;

/// <summary>
/// Adds to an API's refusal the list of all its validations, with the one that the caller's token fails.
/// </summary>
internal sealed class RefusalExplainer(AccessReader reader, RequestTraces traces)
{
    /// <param name="route">The route values of the request that was refused.</param>
    public async Task<ApiProblem> AddAsync(ApiProblem problem, RouteValueDictionary? route, HttpContext context)
    {
        if (problem is not { Access: { Failed: [var failed, ..] } access, Api: { } api } || route?["view"] is not string view)
            return problem;

        try
        {
            var operation = PublishedOperations.Name(view, route.ContainsKey("key"), context.Request.Method);
            Activity.Current?.SetTag(TraceTags.Operation, operation);

            // Decodes the token of the refused call again, which is not a step of the request.
            using var untraced = traces.Suppress();
            var verdict = await reader.CheckOwnAsync(api, operation, context.User, context.RequestAborted);

            // The API decides: if the portal's verdict differs, only the API's response is shown.
            return verdict?.Failed?.Name == failed ? problem with { Access = access with { Verdict = verdict } } : problem;
        }
        catch (ProblemException)
        {
            return problem;
        }
    }
}
