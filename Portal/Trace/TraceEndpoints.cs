using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Administrators;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Problems;
using Portal.Tracing;

namespace Portal.Trace;

/// <summary>The caller's own requests, hop by hop, and the runs reported by applications without a user.</summary>
internal static class TraceEndpoints
{
    public static void AddTrace(this IServiceCollection services)
    {
        services.AddSingleton<ReportedRuns>();
        services.AddSingleton<SharedTraces>();
        services.AddHostedService(provider => provider.GetRequiredService<SharedTraces>());
    }

    public static void MapTrace(this IEndpointRouteBuilder api)
    {
        api.MapGet("/trace", GetTraces).WithSummary("The caller's latest requests, newest first; for administrators also the runs reported by applications.");
        api.MapGet("/trace/{id}", GetTrace).WithSummary("One request of the caller, hop by hop: tokens decoded, secrets masked.");
    }

    private static async Task<Ok<TraceList>> GetTraces(
        ClaimsPrincipal user,
        TraceStore store,
        SharedTraces shared,
        ReportedRuns runs,
        AdministratorCheck check,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<TraceSummary> own = RequestTraces.OwnerOf(user) is { } owner
            ? Latest(store.Of(owner).Select(TraceReader.Summarize), (await shared.OfAsync(owner)).Select(t => t.Summary))
            : [];
        if (!await CanSeeRunsAsync(user, check, cancellationToken))
            return TypedResults.Ok(new TraceList(own));

        var reported = (await runs.AllAsync()).Select(r => r.Summary);
        return TypedResults.Ok(new TraceList([.. own.Concat(reported).OrderByDescending(t => t.Started)]));
    }

    // Traces of this instance are in both.
    private static IReadOnlyList<TraceSummary> Latest(IEnumerable<TraceSummary> own, IEnumerable<TraceSummary> shared) =>
        [.. own.Concat(shared).DistinctBy(t => t.Id).OrderByDescending(t => t.Started).Take(TraceStore.MaxPerUser)];

    private static async Task<Ok<RequestTrace>> GetTrace(
        string id,
        ClaimsPrincipal user,
        TraceStore store,
        SharedTraces shared,
        ReportedRuns runs,
        AdministratorCheck check,
        CancellationToken cancellationToken)
    {
        if (RequestTraces.OwnerOf(user) is { } owner)
        {
            if (store.Find(owner, id) is { } spans)
                return TypedResults.Ok(TraceReader.Read(spans));
            if ((await shared.OfAsync(owner)).FirstOrDefault(t => t.Summary.Id == id) is { } elsewhere)
                return TypedResults.Ok(elsewhere);
        }

        return await CanSeeRunsAsync(user, check, cancellationToken) && await runs.FindAsync(id) is { } run
            ? TypedResults.Ok(run)
            : throw new ProblemException(new ApiProblem(
                ProblemCodes.NotFound,
                StatusCodes.Status404NotFound,
                "No such request",
                "It is not one of your latest requests. Requests are kept for half an hour, and only the user who made them can see them. "
                    + "Repeat the request to record it again."));
    }

    // Runs belong to no user, so administrators of the portal can see all of them.
    private static async Task<bool> CanSeeRunsAsync(
        ClaimsPrincipal user, AdministratorCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.IsCurrentAsync(user, AdministratorCheck.ForReading, cancellationToken);
        }
        catch (ProblemException)
        {
            // The caller's own requests are shown in any case; they help to find out why there is no new token.
            return false;
        }
    }
}
