using System.Text.Json;
using AppB.Sample.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using ServiceDefaults;

namespace AppB.Sample.Problems;

internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private static readonly Problem TooCostly = new(
        ProblemCodes.QueryTooCostly,
        "Query too costly",
        StatusCodes.Status400BadRequest,
        "This filter and order would read too many rows. Order by the column whose range is filtered, or narrow the filter.");

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // The caller has disconnected.
        if (context.RequestAborted.IsCancellationRequested)
            return true;

        var problem = exception switch
        {
            ProblemException known => known.Problem,
            SqliteException { SqliteErrorCode: WorkBudget.Interrupted } => TooCostly,
            BadHttpRequestException { StatusCode: 400 } bad => new(ProblemCodes.BodyInvalid, "Body invalid", 400,
                (MemberOf(bad) is { } member ? $"The member {member}" : "The request body")
                    + " does not match the operation's schema in /openapi/v1.json."),
            BadHttpRequestException bad => ProblemResponses.ForStatus(bad.StatusCode, context.Request),
            _ => ProblemResponses.ForStatus(StatusCodes.Status500InternalServerError, context.Request),
        };

        if (problem.Code == ProblemCodes.InternalError)
            LogFailed(exception);

        await context.WriteProblemAsync(problem);
        return true;
    }

    private static string? MemberOf(BadHttpRequestException exception) =>
        exception.InnerException is JsonException json ? StrictJson.MemberOf(json) : null;

    [LoggerMessage(LogLevel.Error, "A request failed")]
    private partial void LogFailed(Exception exception);
}
