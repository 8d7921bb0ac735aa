using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Trace;
using Portal.Downstream;

namespace Portal.Trace;

/// <summary>Accepts the runs that applications without a user report, for administrators to read.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder api) => api
        .MapPost("/trace/runs", Report)
        .WithSummary("Reports a run of an application without a user, step by step. Only for applications with the role Trace.Report.");

    private static async Task<NoContent> Report(
        HttpRequest request,
        ClaimsPrincipal user,
        DownstreamApis apis,
        ReportedRuns runs,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var report = await RunBody.ReadAsync(request, cancellationToken);
        if (RunChecks.FindError(report, apis.Names, time.GetUtcNow()) is { } error)
            throw RunBody.Refused(StatusCodes.Status400BadRequest, error);

        // The reporting application is taken from the token, not from the untrusted body.
        if (!runs.Add(Read(report, user.FindFirst("azp")?.Value ?? user.FindFirst("oid")?.Value ?? "")))
            throw RunBody.Refused(StatusCodes.Status409Conflict, "A run with this ID has already been reported.");

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
