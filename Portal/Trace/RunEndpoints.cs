using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Trace;
using Portal.Downstream;

namespace Portal.Trace;

/// <summary>Where applications without a user report what they did, for administrators to look at.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api) => api
        .MapPost("/trace/runs", Report)
        .WithSummary("Takes the run of an application without a user, step by step; applications with the role Trace.Report only.");

    private static async Task<NoContent> Report(
        HttpRequest request,
        ClaimsPrincipal user,
        DownstreamApis apis,
        ReportedRuns runs,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var report = await RunBody.ReadAsync(request, cancellationToken);
        if (RunChecks.FindFault(report, apis.Names, time.GetUtcNow()) is { } fault)
            throw RunBody.Refused(StatusCodes.Status400BadRequest, fault);

        // Who reports stands in the token; what a body says of it would be hearsay.
        if (!runs.Add(Read(report, user.FindFirst("azp")?.Value ?? user.FindFirst("oid")?.Value ?? "")))
            throw RunBody.Refused(StatusCodes.Status409Conflict, "A run with this id has been reported.");

        return TypedResults.NoContent();
    }

    private static RequestTrace Read(RunReport report, string application) => new(
        new TraceSummary(
            report.Id,
            report.Title,
            report.Started,
            report.Steps.Max(s => s.Offset + s.Milliseconds),
            report.Steps.LastOrDefault(s => s.Kind == TraceKinds.Call)?.Status,
            report.Steps.Count,
            application),
        [.. report.Steps.OrderBy(s => s.Offset)]);
}
