using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Problems;
using Portal.Tracing;

namespace Portal.Trace;

/// <summary>The caller's own requests, hop by hop, and what applications without a user report of theirs.</summary>
internal static class TraceEndpoints
{
    public static void AddTrace(this IServiceCollection services) => services.AddSingleton<ReportedRuns>();

    public static void MapTrace(this IEndpointRouteBuilder api)
    {
        api.MapGet("/trace", GetTraces).WithSummary("The caller's latest requests, newest first; for an administrator also the runs that applications reported.");
        api.MapGet("/trace/{id}", GetTrace).WithSummary("One request of the caller, hop by hop: tokens decoded, secrets struck out.");
    }

    private static Ok<TraceList> GetTraces(ClaimsPrincipal user, TraceStore store, ReportedRuns runs)
    {
        IReadOnlyList<TraceSummary> own = RequestTraces.OwnerOf(user) is { } owner
            ? [.. store.Of(owner).Select(TraceReader.Summarize)]
            : [];
        return TypedResults.Ok(new TraceList(
            SeesRuns(user) ? [.. own.Concat(runs.All().Select(r => r.Summary)).OrderByDescending(t => t.Started)] : own));
    }

    private static Ok<RequestTrace> GetTrace(string id, ClaimsPrincipal user, TraceStore store, ReportedRuns runs)
    {
        if (RequestTraces.OwnerOf(user) is { } owner && store.Find(owner, id) is { } spans)
            return TypedResults.Ok(TraceReader.Read(spans));

        return SeesRuns(user) && runs.Find(id) is { } run
            ? TypedResults.Ok(run)
            : throw new ProblemException(new ApiProblem(
                ProblemCodes.NotFound,
                StatusCodes.Status404NotFound,
                "No such request",
                "It is not among your latest requests. They are kept for half an hour, and nobody else can see them."));
    }

    // Runs belong to no user; whoever looks after the portal looks after them.
    private static bool SeesRuns(ClaimsPrincipal user) => user.HasClaim("roles", PortalPolicies.AdminRole);
}
