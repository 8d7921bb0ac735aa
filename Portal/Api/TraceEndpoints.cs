using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Tracing;

namespace Portal.Api;

/// <summary>The caller's own requests, hop by hop.</summary>
internal static class TraceEndpoints
{
    public static void MapTrace(this IEndpointRouteBuilder api)
    {
        api.MapGet("/trace", GetTraces).WithSummary("The caller's latest requests, newest first.");
        api.MapGet("/trace/{id}", GetTrace).WithSummary("One request of the caller, hop by hop: tokens decoded, secrets struck out.");
    }

    private static Ok<TraceList> GetTraces(ClaimsPrincipal user, TraceStore store) => TypedResults.Ok(new TraceList(
        RequestTraces.OwnerOf(user) is { } owner ? [.. store.Of(owner).Select(TraceReader.Summarize)] : []));

    private static Ok<RequestTrace> GetTrace(string id, ClaimsPrincipal user, TraceStore store) =>
        RequestTraces.OwnerOf(user) is { } owner && store.Find(owner, id) is { } spans
            ? TypedResults.Ok(TraceReader.Read(spans))
            : throw new DownstreamException(new ApiProblem(
                ProblemCodes.NotFound,
                StatusCodes.Status404NotFound,
                "No such request",
                "It is not among your latest requests. They are kept for half an hour, and nobody else can see them."));
}
